package dev.backline.probe;

import dev.backline.api.audio.Lookup;
import dev.backline.api.audio.TrackQuery;
import dev.backline.api.audio.TrackSource;
import dev.backline.api.command.Arguments;
import dev.backline.api.command.Caller;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.command.Commands;
import dev.backline.api.command.Option;
import dev.backline.api.command.Reply;
import dev.backline.api.playback.Session;
import dev.backline.api.playback.Sessions;
import dev.backline.sandbox.Exchange;
import dev.backline.sandbox.Sandbox;
import dev.backline.sandbox.SandboxGuild;
import dev.backline.sandbox.voice.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What is measured: commands and look-ups by themselves, and what a member and a listener have of it. */
final class Operations {

    private static final String GUILD = "probe";

    /** What adds to the queue and empties it, does so where nothing else looks at it. */
    private static final String PLAY_GUILD = "probe-play";

    private static final String MEMBER = "alice";
    private static final String CHANNEL = "lounge";
    private static final String TONE = "tone:440?seconds=36000";

    /** So many are under way at once: what they cost is theirs, and not that of threads that wait and wake. */
    private static final int BUNCH = 50;

    /** A guild looks for a few things at a time, and refuses more. */
    private static final int LOOKUPS = 5;

    private static final long PATIENCE_SECONDS = 30;
    private static final int QUEUED = 30;

    /** Of all guilds together. */
    private static final long PACKETS = 1000;

    private static final long LOOK_MILLIS = 200;

    /** What is done after each bunch. */
    @FunctionalInterface
    private interface AfterBunch {
        void run() throws Exception;
    }

    private final Supplier<Commands> commands;
    private final Supplier<List<TrackSource>> sources;
    private final Sessions sessions;
    private final Sandbox sandbox;

    /**
     * Does nothing yet.
     *
     * @param commands asked for anew in each batch
     * @param sources asked for anew in each batch, the first first
     */
    Operations(Supplier<Commands> commands, Supplier<List<TrackSource>> sources, Sessions sessions, Sandbox sandbox) {
        this.commands = commands;
        this.sources = sources;
        this.sessions = sessions;
        this.sandbox = sandbox;
    }

    /** Commands, look-ups and whole exchanges, in guilds in which music is paused; in one of them a queue waits. */
    List<Operation> ofGuilds() throws Exception {
        Caller caller = enter(GUILD);
        for (int i = 0; i < QUEUED; i++) {
            say(GUILD, "/play query:tone:" + (500 + i));
        }
        Caller player = enter(PLAY_GUILD);
        List<Operation> all = new ArrayList<>();
        for (String name : List.of("help", "about", "nowplaying", "queue", "history")) {
            all.add(new Operation(
                    "command " + name, () -> bunches(40, BUNCH, () -> run(name, caller, Arguments.NONE), () -> {})));
        }
        all.add(new Operation(
                "command volume", () -> bunches(40, BUNCH, () -> run("volume", caller, volume()), () -> {})));
        all.add(new Operation("lookup tone", () -> bunches(200, BUNCH, () -> lookUp(TONE), () -> {})));
        // Adds to the queue, and empties it before it is full.
        all.add(new Operation(
                "command play", () -> bunches(320, LOOKUPS, () -> run("play", player, tone()), () -> clear(player))));
        all.add(new Operation("exchange nowplaying", () -> bunches(4, BUNCH, this::exchange, () -> {})));
        return all;
    }

    /** Goes where a track has been played and another one is paused. */
    private Caller enter(String name) throws Exception {
        SandboxGuild guild = sandbox.guilds().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseGet(() -> sandbox.createGuild(name));
        sandbox.move(name, MEMBER, CHANNEL);
        // Whatever was measured before left a queue.
        say(name, "/stop");
        // The first is soon history.
        say(name, "/play query:tone:330");
        say(name, "/play query:" + TONE);
        say(name, "/skip");
        say(name, "/pause");
        OptionalLong channel = sessions.of(guild.id())
                .map(Session::voiceChannelId)
                .orElseThrow(() -> new IllegalStateException("Nothing plays in " + name));
        return new Caller(guild.id(), guild.id(), channel);
    }

    /** Music, where guilds play: packets, until there are enough. */
    Operation music() {
        return new Operation("music packet", () -> {
            long before = packets();
            long now = before;
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (now - before < PACKETS) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("No guild hears music: sandbox:load start --playing 20 makes it");
                }
                Thread.sleep(LOOK_MILLIS);
                now = packets();
            }
            return Math.toIntExact(now - before);
        });
    }

    private long packets() {
        return sandbox.guilds().stream()
                .flatMap(guild -> sandbox.heard(guild.name()).stream())
                .mapToLong(Heard::packets)
                .sum();
    }

    private void say(String guild, String line) throws Exception {
        answered(sandbox.say(guild, MEMBER, line)).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private CompletionStage<Exchange> exchange() {
        return answered(sandbox.say(GUILD, MEMBER, "/nowplaying"));
    }

    private static CompletionStage<Exchange> answered(CompletionStage<Exchange> stage) {
        return stage.thenApply(exchange -> {
            if (exchange.answer().isEmpty()) {
                throw new IllegalStateException("The bot did not answer");
            }
            return exchange;
        });
    }

    private static int bunches(int count, int size, Supplier<? extends CompletionStage<?>> once, AfterBunch after)
            throws Exception {
        for (int i = 0; i < count; i++) {
            CompletableFuture<?>[] pending = new CompletableFuture<?>[size];
            for (int j = 0; j < size; j++) {
                pending[j] = once.get().toCompletableFuture();
            }
            CompletableFuture.allOf(pending).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            after.run();
        }
        return count * size;
    }

    private CompletionStage<Reply> run(String name, Caller caller, Arguments arguments) {
        return commands.get().run(spec(name), caller, arguments);
    }

    private void clear(Caller caller) throws Exception {
        run("clear", caller, Arguments.NONE).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private Arguments tone() {
        return new Arguments.Builder()
                .put(option("play", Option.Text.class), "tone:550")
                .build();
    }

    private Arguments volume() {
        return new Arguments.Builder()
                .put(option("volume", Option.Whole.class), 100L)
                .build();
    }

    private <O extends Option<?>> O option(String command, Class<O> type) {
        return spec(command).options().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The command " + command + " has other options"));
    }

    private CommandSpec spec(String name) {
        return commands.get().all().stream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no command " + name));
    }

    /** The first one that takes a query. */
    TrackSource source(String query) {
        TrackQuery asked = new TrackQuery(query);
        return sources.get().stream()
                .filter(each -> each.accepts(asked))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No source takes " + query));
    }

    private CompletionStage<Lookup> lookUp(String query) {
        return source(query).lookup(new TrackQuery(query)).thenApply(answer -> {
            if (!(answer instanceof Lookup.Found)) {
                throw new IllegalStateException("Nothing was found: " + answer);
            }
            return answer;
        });
    }
}
