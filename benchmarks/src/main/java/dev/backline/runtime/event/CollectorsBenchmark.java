package dev.backline.runtime.event;

import dev.backline.api.audio.EndReason;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.event.CommandObserver;
import dev.backline.api.event.CommandOutcome;
import dev.backline.api.event.GatewayObserver;
import dev.backline.api.event.GatewayObserver.GatewayEvent;
import dev.backline.api.event.LookupObserver;
import dev.backline.api.event.LookupObserver.LookupOutcome;
import dev.backline.api.event.QueueObserver;
import dev.backline.api.event.RestObserver;
import dev.backline.api.event.RestRoute;
import dev.backline.api.event.TrackObserver;
import dev.backline.api.event.VoiceObserver;
import dev.backline.api.playback.Session;
import dev.backline.api.playback.Sessions;
import dev.backline.metrics.catalog.Metrics;
import dev.backline.metrics.commands.CommandCollector;
import dev.backline.metrics.discord.DiscordCollector;
import dev.backline.metrics.playback.PlaybackCollector;
import dev.backline.metrics.queue.QueueCollector;
import dev.backline.metrics.voice.VoiceCollector;
import dev.backline.runtime.event.Event.Call;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the thread that calls observers pays for an event of each type, with none, one and all of the collectors that hear
 * it; the account that is kept of them included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls open() first
public class CollectorsBenchmark {

    private static final SourceKey SOURCE = new SourceKey("tone");
    private static final CommandSpec COMMAND = new CommandSpec("play", "Plays", List.of(), true);
    private static final RestRoute ROUTE = new RestRoute("POST", "channels/{channel_id}/messages");

    /** Types of events, by what they are to observers. */
    public enum Type {
        COMMAND_FINISHED,
        LOOKUP_FINISHED,
        QUEUE_PROCESSED,
        TRACK_STARTED,
        TRACK_ENDED,
        PACKET_SENT,
        GATEWAY_EVENT,
        REQUEST_FINISHED
    }

    /** How many of the collectors that hear it. */
    public enum Hearing {
        NONE,
        ONE,
        ALL
    }

    @Param
    public Type type;

    @Param
    public Hearing collectors;

    private Dispatcher dispatcher;
    private FanOut<?> observers;
    private final Event event = new Event();
    private long delivered;

    /** Makes the collectors. */
    @Setup
    public void open() {
        dispatcher = new Dispatcher(Duration.ofSeconds(10));
        Metrics metrics = catalog -> () -> {};
        Sessions sessions = new NoSessions();
        CommandCollector commands = new CommandCollector(metrics);
        QueueCollector queue = new QueueCollector(metrics, sessions);
        PlaybackCollector playback = new PlaybackCollector(metrics, sessions);
        VoiceCollector voice = new VoiceCollector(metrics, sessions);
        DiscordCollector discord = new DiscordCollector(metrics);
        event.a = 20_100_000;
        event.b = 1_000_000;
        observers = switch (type) {
            case COMMAND_FINISHED ->
                observers(
                        new CommandFanOut(dispatcher),
                        (CommandObserver observer, Event heard) ->
                                observer.commandFinished(COMMAND, CommandOutcome.SUCCESS, heard.a),
                        List.of(commands));
            case LOOKUP_FINISHED ->
                observers(
                        new LookupFanOut(dispatcher),
                        (LookupObserver observer, Event heard) ->
                                observer.lookupFinished(SOURCE, LookupOutcome.FOUND, heard.a),
                        List.of(queue));
            case QUEUE_PROCESSED ->
                observers(
                        new QueueFanOut(dispatcher),
                        (QueueObserver observer, Event heard) -> observer.queueProcessed(heard.a, heard.b),
                        List.of(queue));
            case TRACK_STARTED ->
                observers(
                        new TrackFanOut(dispatcher),
                        (TrackObserver observer, Event heard) -> observer.trackStarted(SOURCE, heard.a, heard.b),
                        List.of(playback, queue));
            case TRACK_ENDED ->
                observers(
                        new TrackFanOut(dispatcher),
                        (TrackObserver observer, Event heard) -> observer.trackEnded(SOURCE, EndReason.FINISHED),
                        List.of(playback, queue));
            case PACKET_SENT ->
                observers(
                        new VoiceFanOut(dispatcher),
                        (VoiceObserver observer, Event heard) -> observer.packetSent(heard.a),
                        List.of(voice, playback));
            case GATEWAY_EVENT ->
                observers(
                        new GatewayFanOut(dispatcher),
                        (GatewayObserver observer, Event heard) -> observer.eventReceived(GatewayEvent.VOICE),
                        List.of(discord));
            case REQUEST_FINISHED ->
                observers(
                        new RestFanOut(dispatcher),
                        (RestObserver observer, Event heard) -> observer.requestFinished(ROUTE, 200, heard.a),
                        List.of(discord));
        };
    }

    private <T> FanOut<T> observers(FanOut<T> fanOut, Call<T> call, List<? extends T> all) {
        event.call = call;
        long number =
                switch (collectors) {
                    case NONE -> 0;
                    case ONE -> 1;
                    case ALL -> all.size();
                };
        for (int i = 0; i < number; i++) {
            fanOut.add(i + 1, all.get(i));
        }
        return fanOut;
    }

    /** Ends the thread. */
    @TearDown
    public void close() {
        dispatcher.close();
    }

    @Benchmark
    public void deliver() {
        observers.deliver(event, delivered++);
    }

    private static final class NoSessions implements Sessions {

        @Override
        public List<Session> all() {
            return List.of();
        }

        @Override
        public Optional<Session> of(long guildId) {
            return Optional.empty();
        }
    }
}
