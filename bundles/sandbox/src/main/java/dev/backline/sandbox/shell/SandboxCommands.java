package dev.backline.sandbox.shell;

import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import dev.backline.sandbox.Exchange;
import dev.backline.sandbox.SandboxGuild;
import dev.backline.sandbox.SeenMessage;
import dev.backline.sandbox.server.EmbeddedDiscord;
import dev.backline.sandbox.voice.Heard;
import dev.backline.sandbox.voice.VoiceCloseCode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shell commands to be a member of the sandbox's guilds. */
@Component
public final class SandboxCommands implements ShellCommands {

    private static final String MEMBER = "sandbox.member";
    private static final String NOBODY_YET = "alice";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SHOWN_GUILDS = 50;

    private final EmbeddedDiscord sandbox;

    @Activate
    public SandboxCommands(@Reference EmbeddedDiscord sandbox) {
        this.sandbox = sandbox;
    }

    @Override
    public String scope() {
        return "sandbox";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of(
                "guilds", Guilds::new,
                "as", As::new,
                "say", Say::new,
                "complete", Complete::new,
                "press", Press::new,
                "submit", Submit::new,
                "join", Join::new,
                "leave", Leave::new,
                "voice", Voice::new,
                "fault", Fault::new);
    }

    @Command(description = "List the guilds, or make many")
    private final class Guilds implements ShellCommand {

        @Parameters(index = "0", arity = "0..1", paramLabel = "create", description = "to make guilds")
        private String action = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "COUNT", description = "how many, 1 to 100000")
        private int count;

        @Override
        public void run(ShellSession shell) {
            if (action.isEmpty()) {
                list(shell.out());
            } else if (action.equals("create") && count >= 1 && count <= 100_000) {
                int first = sandbox.guilds().size();
                for (int i = 0; i < count; i++) {
                    sandbox.createGuild("guild-" + (first + i));
                }
                shell.out().printf("Made guild-%d to guild-%d.%n", first, first + count - 1);
            } else {
                throw new IllegalArgumentException("Expected “create COUNT”, with COUNT from 1 to 100000");
            }
        }

        private void list(PrintStream out) {
            List<SandboxGuild> guilds = sandbox.guilds();
            for (SandboxGuild guild : guilds.subList(0, Math.min(guilds.size(), SHOWN_GUILDS))) {
                out.printf(
                        "%-20s members %s, voice channels %s, bot in %s%n",
                        guild.name(),
                        String.join(" ", guild.members()),
                        String.join(" ", guild.voiceChannels()),
                        guild.botChannel().orElse("none"));
            }
            if (guilds.size() > SHOWN_GUILDS) {
                out.printf("... and %d more%n", guilds.size() - SHOWN_GUILDS);
            }
        }

        @Override
        public Stream<String> complete(String label) {
            return label.equals("create") ? Stream.of("create") : Stream.empty();
        }
    }

    @Command(description = "Be another member from now on")
    private final class As implements ShellCommand {

        @Parameters(paramLabel = "MEMBER", description = "for example bob")
        private String member = "";

        @Override
        public void run(ShellSession shell) {
            shell.remember(MEMBER, member);
            shell.out().println("You are " + member + ".");
        }

        @Override
        public Stream<String> complete(String label) {
            return sandbox.guilds().stream()
                    .flatMap(guild -> guild.members().stream())
                    .distinct();
        }
    }

    /** A command in one guild. */
    private abstract class InGuild implements ShellCommand {

        @Parameters(index = "0", paramLabel = "GUILD", description = "its name")
        String guild = "";

        @Override
        public Stream<String> complete(String label) {
            return label.equals("GUILD") ? sandbox.guilds().stream().map(SandboxGuild::name) : Stream.empty();
        }

        Stream<SandboxGuild> itself() {
            return sandbox.guilds().stream().filter(known -> known.name().equals(guild));
        }
    }

    @Command(
            description = "Type into a guild's channel",
            footer = {"", "Example: sandbox:say demo \"/play tone 440\""})
    private final class Say extends InGuild {

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "a slash command")
        private List<String> words = List.of();

        @Override
        public void run(ShellSession shell) throws InterruptedException {
            String line = String.join(" ", words);
            shell.out().println(member(shell) + " › " + line);
            show(shell, sandbox.say(guild, member(shell), line));
        }
    }

    @Command(
            description = "Show what the bot offers for a half-typed command",
            footer = {"", "Example: sandbox:complete demo \"/play to\""})
    private final class Complete extends InGuild {

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "what is typed")
        private List<String> words = List.of();

        @Override
        public void run(ShellSession shell) throws InterruptedException {
            await(sandbox.complete(guild, member(shell), String.join(" ", words)))
                    .forEach(shell.out()::println);
        }
    }

    @Command(description = "Press a button under the bot's latest message")
    private final class Press extends InGuild {

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "BUTTON", description = "label or id")
        private List<String> words = List.of();

        @Override
        public void run(ShellSession shell) throws InterruptedException {
            show(shell, sandbox.press(guild, member(shell), String.join(" ", words)));
        }

        @Override
        public Stream<String> complete(String label) {
            return label.equals("BUTTON")
                    ? itself().flatMap(known -> sandbox.buttons(guild).stream()).map(SeenMessage.Button::id)
                    : super.complete(label);
        }
    }

    @Command(
            description = "Send the form that the bot showed last",
            footer = {"", "Example: sandbox:submit demo title=\"My song\""})
    private final class Submit extends InGuild {

        @Parameters(index = "1..*", paramLabel = "INPUT=TEXT", description = "by id or label of the input")
        private Map<String, String> values = Map.of();

        @Override
        public void run(ShellSession shell) throws InterruptedException {
            show(shell, sandbox.submit(guild, member(shell), values));
        }
    }

    @Command(description = "Join a voice channel")
    private final class Join extends InGuild {

        @Parameters(index = "1", paramLabel = "CHANNEL", description = "name of a voice channel")
        private String channel = "";

        @Override
        public void run(ShellSession shell) {
            sandbox.move(guild, member(shell), channel);
            shell.out().println(member(shell) + " is in " + channel + ".");
        }

        @Override
        public Stream<String> complete(String label) {
            return label.equals("CHANNEL")
                    ? itself().flatMap(known -> known.voiceChannels().stream())
                    : super.complete(label);
        }
    }

    @Command(description = "Leave the voice channel")
    private final class Leave extends InGuild {

        @Override
        public void run(ShellSession shell) {
            sandbox.move(guild, member(shell), "");
            shell.out().println(member(shell) + " is in no voice channel.");
        }
    }

    @Command(description = "Show what a guild's voice channel hears of the bot")
    private final class Voice extends InGuild {

        @Override
        public void run(ShellSession shell) {
            Optional<Heard> heard = sandbox.heard(guild);
            if (heard.isEmpty()) {
                shell.out().println("Nothing: the bot is in no voice channel.");
            } else {
                print(shell.out(), heard.get());
            }
        }

        private void print(PrintStream out, Heard sound) {
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
                    .map(tone ->
                            String.format(Locale.ROOT, "tone %.1f Hz at %.1f dBFS", tone.hertz(), tone.levelDbfs()))
                    .orElse("silence"));
        }
    }

    @Command(
            description = "Make Discord misbehave, or the bot's own process suffer",
            footer = {
                "",
                "latency MILLIS   REST answers that much later; 0 ends it",
                "429 COUNT        so many requests are told to come back later",
                "5xx COUNT        so many requests fail",
                "drop [CODE]      the gateway closes its connections",
                "reconnect        the gateway asks to reconnect",
                "forget           the gateway forgets its sessions",
                "silent on|off    the gateway answers no heartbeats",
                "intents on|off   the gateway refuses the bot's intents",
                "voice-drop CODE  the voice server closes its connections",
                "udp-loss PERCENT so many voice packets are lost",
                "cpu THREADS      so many threads of the bot are busy for nothing; 0 ends it",
                "heap PERCENT     so much of the largest heap stays in use, up to 95; 0 ends it"
            })
    private final class Fault implements ShellCommand {

        private static final List<String> KINDS = List.of(
                "latency",
                "429",
                "5xx",
                "drop",
                "reconnect",
                "forget",
                "silent",
                "intents",
                "voice-drop",
                "udp-loss",
                "cpu",
                "heap");

        @Parameters(index = "0", paramLabel = "FAULT", description = "one of those below")
        private String kind = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "VALUE", description = "how much of it")
        private String value = "";

        @Override
        public void run(ShellSession shell) {
            switch (kind) {
                case "latency" -> sandbox.restFaults().delay(Duration.ofMillis(number(value, 0, 60_000)));
                case "429" -> sandbox.restFaults().limit(number(value, 0, 10_000), Duration.ofSeconds(1));
                case "5xx" -> sandbox.restFaults().fail(number(value, 0, 10_000));
                case "drop" -> sandbox.sessions().drop(value.isEmpty() ? 4000 : number(value, 4000, 4999));
                case "reconnect" -> sandbox.sessions().askToReconnect();
                case "forget" -> sandbox.sessions().forgetSessions();
                case "silent" -> sandbox.sessions().silence(isOn(value));
                case "intents" -> sandbox.sessions().refuseIntents(isOn(value));
                case "voice-drop" -> dropVoice(number(value, 4001, 4022));
                case "udp-loss" -> sandbox.voiceFaults().loseDatagrams(number(value, 0, 100) / 100.0);
                case "cpu" -> sandbox.processFaults().burn(number(value, 0, 256));
                case "heap" -> sandbox.processFaults().fill(number(value, 0, 95));
                default ->
                    throw new IllegalArgumentException(
                            "There is no fault “" + kind + "”. Faults: " + String.join(", ", KINDS));
            }
            shell.out().println("Done: " + (kind + " " + value).strip());
        }

        @Override
        public Stream<String> complete(String label) {
            if (label.equals("FAULT")) {
                return KINDS.stream();
            }
            return kind.equals("silent") || kind.equals("intents") ? Stream.of("on", "off") : Stream.empty();
        }
    }

    private static boolean isOn(String text) {
        if (!text.equals("on") && !text.equals("off")) {
            throw new IllegalArgumentException("Expected on or off, not “" + text + "”");
        }
        return text.equals("on");
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

    private static String member(ShellSession shell) {
        return shell.recall(MEMBER).orElse(NOBODY_YET);
    }

    private void show(ShellSession shell, CompletionStage<Exchange> coming) throws InterruptedException {
        Exchange exchange = await(coming);
        PrintStream out = shell.out();
        String nothing =
                exchange.acknowledgedAfter().isPresent() ? "(acknowledged, nothing shown)" : Exchange.NO_ANSWER;
        out.print(exchange.answer()
                .map(MessagePicture::of)
                .map(sandbox::withNames)
                .orElse(nothing + System.lineSeparator()));
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
