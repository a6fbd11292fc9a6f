package dev.backline.sandbox.shell;

import dev.backline.sandbox.Exchange;
import dev.backline.sandbox.SandboxGuild;
import dev.backline.sandbox.server.EmbeddedDiscord;
import dev.backline.sandbox.voice.Heard;
import dev.backline.sandbox.voice.VoiceCloseCode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shell commands to be a member of the sandbox's guilds. */
@Component(
        service = SandboxCommands.class,
        property = {
            "osgi.command.scope=sandbox",
            "osgi.command.function=guilds",
            "osgi.command.function=as",
            "osgi.command.function=say",
            "osgi.command.function=complete",
            "osgi.command.function=press",
            "osgi.command.function=join",
            "osgi.command.function=leave",
            "osgi.command.function=voice",
            "osgi.command.function=fault"
        })
public final class SandboxCommands {

    private static final String MEMBER = "sandbox.member";
    private static final String NOBODY_YET = "alice";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EmbeddedDiscord sandbox;

    @Activate
    public SandboxCommands(@Reference EmbeddedDiscord sandbox) {
        this.sandbox = sandbox;
    }

    @Descriptor("List the guilds")
    public void guilds(CommandSession session) {
        PrintStream out = session.getConsole();
        List<SandboxGuild> guilds = sandbox.guilds();
        for (SandboxGuild guild : guilds.subList(0, Math.min(guilds.size(), 50))) {
            out.printf(
                    "%-20s members %s, voice channels %s, bot in %s%n",
                    guild.name(),
                    String.join(" ", guild.members()),
                    String.join(" ", guild.voiceChannels()),
                    guild.botChannel().orElse("none"));
        }
        if (guilds.size() > 50) {
            out.printf("... and %d more%n", guilds.size() - 50);
        }
    }

    @Descriptor("Make guilds: sandbox:guilds create N")
    public void guilds(CommandSession session, @Descriptor("create") String action, @Descriptor("how many") int count) {
        if (!action.equals("create") || count < 1 || count > 100_000) {
            throw new IllegalArgumentException("Usage: sandbox:guilds create N, with N from 1 to 100000");
        }
        int first = sandbox.guilds().size();
        for (int i = 0; i < count; i++) {
            sandbox.createGuild("guild-" + (first + i));
        }
        session.getConsole().printf("Made guild-%d to guild-%d.%n", first, first + count - 1);
    }

    @Descriptor("Be another member from now on")
    public void as(CommandSession session, @Descriptor("name of a member") String member) {
        session.put(MEMBER, member);
        session.getConsole().println("You are " + member + ".");
    }

    @Descriptor("Type into a guild's channel: sandbox:say demo \"/play tone 440\"")
    public void say(
            CommandSession session, @Descriptor("guild") String guild, @Descriptor("what to type") String... words)
            throws InterruptedException {
        String line = String.join(" ", words);
        session.getConsole().println(member(session) + " › " + line);
        show(session, sandbox.say(guild, member(session), line));
    }

    @Descriptor("Show what the bot offers for a half-typed command")
    public void complete(
            CommandSession session, @Descriptor("guild") String guild, @Descriptor("what is typed") String... words)
            throws InterruptedException {
        await(sandbox.complete(guild, member(session), String.join(" ", words))).forEach(session.getConsole()::println);
    }

    @Descriptor("Press a button under the bot's latest message")
    public void press(
            CommandSession session, @Descriptor("guild") String guild, @Descriptor("label or id") String... words)
            throws InterruptedException {
        show(session, sandbox.press(guild, member(session), String.join(" ", words)));
    }

    @Descriptor("Join a voice channel")
    public void join(
            CommandSession session, @Descriptor("guild") String guild, @Descriptor("voice channel") String channel) {
        sandbox.move(guild, member(session), channel);
        session.getConsole().println(member(session) + " is in " + channel + ".");
    }

    @Descriptor("Leave the voice channel")
    public void leave(CommandSession session, @Descriptor("guild") String guild) {
        sandbox.move(guild, member(session), "");
        session.getConsole().println(member(session) + " is in no voice channel.");
    }

    @Descriptor("Show what a guild's voice channel hears of the bot")
    public void voice(CommandSession session, @Descriptor("guild") String guild) {
        PrintStream out = session.getConsole();
        Optional<Heard> heard = sandbox.heard(guild);
        if (heard.isEmpty()) {
            out.println("Nothing: the bot is in no voice channel.");
            return;
        }
        Heard sound = heard.get();
        out.printf(
                Locale.ROOT,
                "%d packets, %.1f per second, %d lost, longest gap %s%n",
                sound.packets(),
                sound.packetsPerSecond(),
                sound.lost(),
                sound.longestGap()
                        .map(gap -> String.format(
                                Locale.ROOT, "%.1f ms", gap.length().toNanos() / 1e6))
                        .orElse("none"));
        out.printf(
                "encryption %s, end-to-end (DAVE) version %d announced%n",
                sound.mode()
                        .map(mode -> mode.toString().toLowerCase(Locale.ROOT))
                        .orElse("none"),
                sound.announcedDaveVersion());
        out.println(sound.tone()
                .map(tone -> String.format(Locale.ROOT, "tone %.1f Hz at %.1f dBFS", tone.hertz(), tone.levelDbfs()))
                .orElse("silence"));
    }

    @Descriptor("Switch a fault on: latency MILLIS | 429 COUNT | 5xx COUNT | drop CODE | reconnect | forget | silent"
            + " on/off | voice-drop CODE | udp-loss PERCENT")
    public void fault(CommandSession session, @Descriptor("fault and its value") String... words) {
        String kind = words.length == 0 ? "" : words[0];
        String value = words.length < 2 ? "" : words[1];
        switch (kind) {
            case "latency" -> sandbox.restFaults().delay(Duration.ofMillis(number(value, 0, 60_000)));
            case "429" -> sandbox.restFaults().limit(number(value, 0, 10_000), Duration.ofSeconds(1));
            case "5xx" -> sandbox.restFaults().fail(number(value, 0, 10_000));
            case "drop" -> sandbox.sessions().drop(value.isEmpty() ? 4000 : number(value, 4000, 4999));
            case "reconnect" -> sandbox.sessions().askToReconnect();
            case "forget" -> sandbox.sessions().forgetSessions();
            case "silent" -> sandbox.sessions().silence(value.equals("on"));
            case "voice-drop" -> dropVoice(number(value, 4001, 4022));
            case "udp-loss" -> sandbox.voiceFaults().loseDatagrams(number(value, 0, 100) / 100.0);
            default ->
                throw new IllegalArgumentException("Faults: latency MILLIS, 429 COUNT, 5xx COUNT, drop CODE, reconnect,"
                        + " forget, silent on|off, voice-drop CODE, udp-loss PERCENT");
        }
        session.getConsole().println("Done: " + String.join(" ", words));
    }

    private void dropVoice(int number) {
        VoiceCloseCode code = Arrays.stream(VoiceCloseCode.values())
                .filter(known -> known.code() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Discord closes no voice socket with " + number));
        sandbox.guilds().forEach(guild -> sandbox.voiceFaults().drop(guild.id(), code));
    }

    private static int number(String text, int least, int greatest) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number out of range is.
        }
        throw new IllegalArgumentException(
                "Expected a number from " + least + " to " + greatest + ", not “" + text + "”");
    }

    private static String member(CommandSession session) {
        Object member = session.get(MEMBER);
        return member == null ? NOBODY_YET : member.toString();
    }

    private static void show(CommandSession session, CompletionStage<Exchange> coming) throws InterruptedException {
        Exchange exchange = await(coming);
        PrintStream out = session.getConsole();
        String nothing =
                exchange.acknowledgedAfter().isPresent() ? "(acknowledged, nothing shown)" : Exchange.NO_ANSWER;
        out.print(exchange.answer().map(MessagePicture::of).orElse(nothing + System.lineSeparator()));
        exchange.answeredAfter()
                .ifPresent(answered -> out.printf(
                        Locale.ROOT,
                        "(acknowledged after %.0f ms, answered after %.0f ms)%n",
                        exchange.acknowledgedAfter().orElse(answered).toNanos() / 1e6,
                        answered.toNanos() / 1e6));
    }

    private static <T> T await(CompletionStage<T> coming) throws InterruptedException {
        try {
            return coming.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("No answer within " + PATIENCE.toSeconds() + " s", e);
        }
    }
}
