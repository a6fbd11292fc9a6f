package dev.backline.sandbox.load;

import dev.backline.sandbox.Exchange;
import dev.backline.sandbox.Load;
import dev.backline.sandbox.SandboxGuild;
import dev.backline.sandbox.SeenMessage;
import dev.backline.sandbox.server.EmbeddedDiscord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes load on the bot of a sandbox. */
public final class LoadGenerator implements Load, AutoCloseable {

    private static final long MUSIC_WITHIN_SECONDS = 60;

    /** A client may send 120 messages a minute to the gateway, and each voice channel to be joined takes one. */
    private static final int AT_ONCE = 100;

    private static final long PACE_MILLIS = 650;

    /** Longer than any run, so that no track ends meanwhile. */
    private static final String MUSIC = "/play query:tone:440?seconds=36000";

    private final EmbeddedDiscord discord;
    private @Nullable Run run;

    public LoadGenerator(EmbeddedDiscord discord) {
        this.discord = discord;
    }

    @Override
    public synchronized void start(Settings settings) throws InterruptedException {
        Run before = run;
        if (before != null && before.running()) {
            throw new IllegalStateException("A run is under way: sandbox:load stop ends it");
        }
        List<String> guilds = guilds(settings.guilds());
        List<String> playing = guilds.subList(0, settings.playing());
        for (String guild : playing) {
            discord.move(guild, Run.MEMBER, "lounge");
        }
        everywhere(playing, MUSIC);
        playing.forEach(discord::resetLongestGap);
        Run next = new Run(discord, settings, guilds);
        run = next;
        next.start();
    }

    private List<String> guilds(int count) {
        Set<String> known = discord.guilds().stream().map(SandboxGuild::name).collect(Collectors.toSet());
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = "load-" + i;
            if (!known.contains(name)) {
                discord.createGuild(name);
            }
            names.add(name);
        }
        return names;
    }

    private void everywhere(List<String> guilds, String command) throws InterruptedException {
        List<CompletableFuture<Exchange>> answers = new ArrayList<>(guilds.size());
        for (String guild : guilds) {
            answers.add(discord.say(guild, Run.MEMBER, command).toCompletableFuture());
            if (guilds.size() > AT_ONCE) {
                Thread.sleep(PACE_MILLIS);
            }
        }
        for (int i = 0; i < answers.size(); i++) {
            String guild = guilds.get(i);
            try {
                Optional<SeenMessage> answer = answers.get(i)
                        .get(MUSIC_WITHIN_SECONDS, TimeUnit.SECONDS)
                        .answer();
                if (answer.isEmpty() || answer.get().ephemeral()) {
                    throw new IllegalStateException("In " + guild + ", the answer to “" + command + "” was "
                            + answer.map(SeenMessage::content).orElse("none"));
                }
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("In " + guild + ", “" + command + "” got no answer", e);
            }
        }
    }

    @Override
    public synchronized Optional<Report> report() {
        return Optional.ofNullable(run).map(Run::report);
    }

    @Override
    public synchronized void stop() {
        Run now = run;
        if (now != null && now.running()) {
            now.close();
            for (String guild : now.playing()) {
                discord.say(guild, Run.MEMBER, "/stop");
                discord.say(guild, Run.MEMBER, "/leave");
            }
        }
    }

    /** Ends a run without a word to the bot. */
    @Override
    public synchronized void close() {
        Run now = run;
        if (now != null) {
            now.close();
        }
    }
}
