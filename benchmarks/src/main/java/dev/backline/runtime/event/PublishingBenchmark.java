package dev.backline.runtime.event;

import dev.backline.api.event.VoiceObserver;
import dev.backline.runtime.event.Event.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What telling observers of a voice packet costs: the thread of the bot that publishes it, and the thread that calls the
 * observers. Nothing is more frequent than voice packets, 50 a second in each guild that plays.
 *
 * <p>In the package that it measures, since what it measures is nobody else's business.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@SuppressWarnings("NullAway.Init") // JMH calls open() first
public class PublishingBenchmark {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long GAP_NANOS = 20_000_000;

    /** Half of the ring, so that no event is lost: losing one is cheaper. */
    static final int BATCH = 1 << 14;

    /** As many kinds of observers as the bot has; each would be a bundle of its own. */
    @Param({"0", "1", "7"})
    public int observers;

    private final List<Counting> counting = new ArrayList<>();
    private final Event event = new Event();
    private Dispatcher dispatcher;
    private VoiceFanOut voice;
    private long published;
    private long delivered;

    /** Does what the cheapest useful observer does. Called by one thread at a time, read by another. */
    private static final class Counting implements VoiceObserver {

        private final AtomicLong packets = new AtomicLong();

        @Override
        public void packetSent(long gapNanos) {
            packets.setOpaque(packets.getPlain() + 1);
        }
    }

    /** Starts the thread that calls observers. */
    @Setup
    public void open() {
        dispatcher = new Dispatcher(PATIENCE);
        voice = new VoiceFanOut(dispatcher);
        for (int bundle = 1; bundle <= observers; bundle++) {
            Counting observer = new Counting();
            counting.add(observer);
            voice.add(bundle, observer);
        }
        Call<VoiceObserver> packetSent = (observer, heard) -> observer.packetSent(heard.a);
        event.call = packetSent;
    }

    /** Ends it. */
    @TearDown
    public void close() {
        dispatcher.close();
    }

    /** Waits until all has been heard, so that the ring is empty. Not measured. */
    @Setup(Level.Invocation)
    public void drain() throws InterruptedException {
        for (Counting observer : counting) {
            while (observer.packets.getOpaque() < published) {
                Thread.sleep(1);
            }
        }
    }

    /** What a thread of the bot pays for an event. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void publish() {
        for (int i = 0; i < BATCH; i++) {
            voice.packetSent(GAP_NANOS);
        }
        if (dispatcher.lost() > 0) {
            throw new IllegalStateException("Events were lost, which costs less than publishing them");
        }
        published += BATCH;
    }

    /** What the observers' thread pays for an event, with the account that is kept of it and the observers' own work. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void deliver() {
        for (int i = 0; i < BATCH; i++) {
            event.a = GAP_NANOS;
            voice.deliver(event, delivered++);
        }
    }
}
