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

/**
 * Makes load on the bot of a sandbox. A start takes minutes; it holds the lock for a moment at a time only, so that nobody
 * waits for it who asks for a report or ends it.
 */
public final class LoadGenerator implements Load, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LoadGenerator.class);

    private static final long MUSIC_WITHIN_SECONDS = 60;

    /** A client may send 120 messages a minute to the gateway, and each voice channel to be joined takes one. */
    private static final int AT_ONCE = 100;

    private static final long PACE_MILLIS = 650;

    /** Longer than any run, so that no track ends meanwhile. */
    private static final String MUSIC = "/play query:tone:440?seconds=36000";

    private final EmbeddedDiscord discord;

    /** Where music was asked for that nobody has ended yet, also by runs that are over. Guarded by this. */
    private final Map<String, CompletableFuture<Exchange>> playing = new LinkedHashMap<>();

    /** There while a start is under way; done when it is to end. Guarded by this. */
    private @Nullable CompletableFuture<Void> starting;

    /** The last one. Changed under the lock. */
    private volatile @Nullable Run run;

    /** Guarded by this. */
    private boolean closed;

    public LoadGenerator(EmbeddedDiscord discord) {
        this.discord = discord;
    }

    @Override
    public void start(Settings settings) throws InterruptedException {
        CompletableFuture<Void> ended = begin();
        try {
            List<String> guilds = guilds(settings.guilds(), ended);
            List<String> listening = guilds.subList(0, settings.playing());
            for (String guild : listening) {
                discord.move(guild, Run.MEMBER, "lounge");
            }
            music(listening, ended);
            listening.forEach(discord::resetLongestGap);
            send(settings, guilds, ended);
        } finally {
            finish();
        }
    }

    /** Returns what is done when the start that begins here is to end. */
    private synchronized CompletableFuture<Void> begin() {
        if (closed) {
            throw new IllegalStateException("The sandbox is closed");
        }
        Run before = run;
        if (starting != null || (before != null && before.running())) {
            throw new IllegalStateException("A run is under way: sandbox:load stop ends it");
        }
        if (before != null) {
            before.close();
        }
        CompletableFuture<Void> ended = new CompletableFuture<>();
        starting = ended;
        return ended;
    }

    private synchronized void send(Settings settings, List<String> guilds, CompletableFuture<Void> ended) {
        goOn(ended);
        Run next = new Run(discord, settings, guilds);
        run = next;
        next.start();
    }

    private synchronized void finish() {
        starting = null;
    }

    private static void goOn(CompletableFuture<Void> ended) {
        if (ended.isDone()) {
            throw new IllegalStateException("The load was stopped before it began");
        }
    }

    private List<String> guilds(int count, CompletableFuture<Void> ended) {
        Set<String> known = discord.guilds().stream().map(SandboxGuild::name).collect(Collectors.toSet());
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            goOn(ended);
            String name = "load-" + i;
            if (!known.contains(name)) {
                discord.createGuild(name);
            }
            names.add(name);
        }
        return names;
    }

    /** Returns when it plays in all of the guilds. */
    private void music(List<String> guilds, CompletableFuture<Void> ended) throws InterruptedException {
        List<CompletableFuture<Exchange>> answers = new ArrayList<>(guilds.size());
        for (String guild : guilds) {
            answers.add(play(guild, ended));
            if (guilds.size() > AT_ONCE) {
                Thread.sleep(PACE_MILLIS);
            }
        }
        for (int i = 0; i < answers.size(); i++) {
            String guild = guilds.get(i);
            try {
                Object unused =
                        CompletableFuture.anyOf(answers.get(i), ended).get(MUSIC_WITHIN_SECONDS, TimeUnit.SECONDS);
                goOn(ended);
                Optional<SeenMessage> answer = answers.get(i).join().answer();
                if (answer.isEmpty() || answer.get().ephemeral()) {
                    throw new IllegalStateException("In " + guild + ", the answer to “" + MUSIC + "” was "
                            + answer.map(SeenMessage::content).orElse("none"));
                }
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("In " + guild + ", “" + MUSIC + "” got no answer", e);
            }
        }
    }

    /** Under the lock, so that whoever ends the start knows of all that was asked for. */
    private synchronized CompletableFuture<Exchange> play(String guild, CompletableFuture<Void> ended) {
        goOn(ended);
        CompletableFuture<Exchange> answer =
                discord.say(guild, Run.MEMBER, MUSIC).toCompletableFuture();
        playing.put(guild, answer);
        return answer;
    }

    @Override
    public Optional<Report> report() {
        return Optional.ofNullable(run).map(Run::report);
    }

    @Override
    public void stop() {
        Optional<Run> last;
        Map<String, CompletableFuture<Exchange>> music;
        synchronized (this) {
            last = endStart();
            music = new LinkedHashMap<>(playing);
            playing.clear();
        }
        last.ifPresent(Run::close);
        // After its answer: what is still looked up would come later than a /stop, and play on.
        music.forEach((guild, answer) -> {
            CompletionStage<Exchange> unused = answer.whenComplete((played, failure) -> silence(guild));
        });
    }

    /** Returns the run that there is, to be closed without the lock: that waits for the thread of the run. */
    private synchronized Optional<Run> endStart() {
        if (starting != null) {
            starting.complete(null);
        }
        return Optional.ofNullable(run);
    }

    private void silence(String guild) {
        synchronized (this) {
            if (playing.containsKey(guild)) {
                // Another run has asked for music there meanwhile, and ends this one's with its own.
                return;
            }
        }
        try {
            discord.say(guild, Run.MEMBER, "/stop");
            discord.say(guild, Run.MEMBER, "/leave");
        } catch (IllegalArgumentException e) {
            log.warn("The music in {} was not ended: {}", guild, e.getMessage());
        }
    }

    /** Ends a run or a start without a word to the bot. */
    @Override
    public void close() {
        Optional<Run> last;
        synchronized (this) {
            closed = true;
            last = endStart();
        }
        last.ifPresent(Run::close);
    }
}
