package dev.backline.sandbox.load;

import dev.backline.sandbox.Exchange;
import dev.backline.sandbox.Load;
import dev.backline.sandbox.SandboxGuild;
import dev.backline.sandbox.SeenMessage;
import dev.backline.sandbox.server.EmbeddedDiscord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes load on the bot of a sandbox. */
public final class LoadGenerator implements Load, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LoadGenerator.class);

    private static final long MUSIC_WITHIN_SECONDS = 60;

    /** A client may send 120 messages a minute to the gateway, and each voice channel to be joined takes one. */
    private static final int AT_ONCE = 100;

    private static final long PACE_MILLIS = 650;

    /** Longer than any run, so that no track ends meanwhile. */
    private static final String MUSIC = "/play query:tone:440?seconds=36000";

    private final EmbeddedDiscord discord;
    private @Nullable Run run;

    /** Where music was asked for that nobody has ended yet, also by runs that are over. */
    private final Map<String, CompletableFuture<Exchange>> playing = new LinkedHashMap<>();

    public LoadGenerator(EmbeddedDiscord discord) {
        this.discord = discord;
    }

    @Override
    public synchronized void start(Settings settings) throws InterruptedException {
        Run before = run;
        if (before != null) {
            if (before.running()) {
                throw new IllegalStateException("A run is under way: sandbox:load stop ends it");
            }
            before.close();
        }
        List<String> guilds = guilds(settings.guilds());
        List<String> listening = guilds.subList(0, settings.playing());
        for (String guild : listening) {
            discord.move(guild, Run.MEMBER, "lounge");
        }
        music(listening);
        listening.forEach(discord::resetLongestGap);
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

    /** Returns when it plays in all of the guilds. */
    private void music(List<String> guilds) throws InterruptedException {
        List<CompletableFuture<Exchange>> answers = new ArrayList<>(guilds.size());
        for (String guild : guilds) {
            answers.add(play(guild));
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
                    throw new IllegalStateException("In " + guild + ", the answer to “" + MUSIC + "” was "
                            + answer.map(SeenMessage::content).orElse("none"));
                }
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("In " + guild + ", “" + MUSIC + "” got no answer", e);
            }
        }
    }

    private CompletableFuture<Exchange> play(String guild) {
        CompletableFuture<Exchange> answer =
                discord.say(guild, Run.MEMBER, MUSIC).toCompletableFuture();
        playing.put(guild, answer);
        return answer;
    }

    @Override
    public synchronized Optional<Report> report() {
        return Optional.ofNullable(run).map(Run::report);
    }

    @Override
    public synchronized void stop() {
        Run last = run;
        if (last != null) {
            last.close();
        }
        // After its answer: what is still looked up would come later than a /stop, and play on.
        playing.forEach((guild, answer) -> {
            CompletionStage<Exchange> unused = answer.whenComplete((played, failure) -> silence(guild));
        });
        playing.clear();
    }

    private void silence(String guild) {
        try {
            discord.say(guild, Run.MEMBER, "/stop");
            discord.say(guild, Run.MEMBER, "/leave");
        } catch (IllegalArgumentException e) {
            log.warn("The music in {} was not ended: {}", guild, e.getMessage());
        }
    }

    /** Ends a run without a word to the bot. */
    @Override
    public synchronized void close() {
        Run last = run;
        if (last != null) {
            last.close();
        }
    }
}
