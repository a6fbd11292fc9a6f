package dev.backline.probe;

import dev.backline.api.audio.Lookup;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.TrackQuery;
import dev.backline.api.audio.TrackSource;
import dev.backline.api.command.Arguments;
import dev.backline.api.command.Caller;
import dev.backline.api.command.Choice;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.command.Commands;
import dev.backline.api.command.Option;
import dev.backline.api.command.Reply;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * Regressions made on purpose, by which the release gate is shown to see them: services that stand before the real ones. One
 * at a time. Safe for use by any thread.
 */
final class Burdens implements AutoCloseable {

    /** Above all others. */
    private static final int RANKING = 1_000_000;

    private final BundleContext context;
    private @Nullable ServiceRegistration<?> burden;

    /** Where garbage goes, so that no compiler leaves it out. */
    volatile byte[] garbage = {};

    Burdens(BundleContext context) {
        this.context = context;
    }

    /** That command allocates so many bytes more. */
    synchronized void allocate(Commands real, String command, int bytes) {
        lay(Commands.class, new BurdenedCommands(real, command, () -> garbage = new byte[bytes]));
    }

    /** One small object is kept for each use of that command. */
    synchronized void leak(Commands real, String command) {
        Queue<Leaked> kept = new ConcurrentLinkedQueue<>();
        lay(Commands.class, new BurdenedCommands(real, command, () -> kept.add(new Leaked())));
    }

    /** What is kept for nothing. */
    private static final class Leaked {}

    /** Look-ups of that source take so much CPU time more. */
    synchronized void slowDown(TrackSource real, long nanos) {
        lay(TrackSource.class, new SlowSource(real, Math.round(nanos * Work.stepsPerNano()), new Work()));
    }

    private <T> void lay(Class<T> type, T service) {
        close();
        burden = context.registerService(
                type, service, FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, RANKING)));
    }

    /** Takes it away. */
    @Override
    public synchronized void close() {
        if (burden != null) {
            burden.unregister();
            burden = null;
        }
    }

    private record BurdenedCommands(Commands real, String command, Runnable burden) implements Commands {

        @Override
        public List<CommandSpec> all() {
            return real.all();
        }

        @Override
        public CompletionStage<Reply> run(CommandSpec spec, Caller caller, Arguments arguments) {
            if (spec.name().equals(command)) {
                burden.run();
            }
            return real.run(spec, caller, arguments);
        }

        @Override
        public CompletionStage<List<Choice>> complete(CommandSpec spec, Option<?> option, String typed, Caller caller) {
            return real.complete(spec, option, typed, caller);
        }

        @Override
        public CompletionStage<Reply> press(String buttonId, Caller caller) {
            return real.press(buttonId, caller);
        }
    }

    private record SlowSource(TrackSource real, long steps, Work work) implements TrackSource {

        @Override
        public SourceKey key() {
            return real.key();
        }

        @Override
        public boolean accepts(TrackQuery query) {
            return real.accepts(query);
        }

        @Override
        public CompletionStage<Lookup> lookup(TrackQuery query) {
            // In the look-up's own thread, before its caller is told. A caller that computes first lets that thread go
            // to sleep, and to wake it costs far more than was computed.
            return real.lookup(query).thenApply(found -> {
                work.steps(steps);
                return found;
            });
        }
    }

    /** Something to compute. It looks at no clock, which would cost something of its own. */
    private static final class Work {

        private static final long MANY = 1_000_000;
        private static final int TRIES = 20;

        /** Where the result goes, so that no compiler leaves it out. */
        private volatile long result = 1;

        void steps(long count) {
            long x = result;
            for (long i = 0; i < count; i++) {
                x ^= x << 13;
                x ^= x >>> 7;
                x ^= x << 17;
            }
            result = x;
        }

        /** How many of them this machine does in a nanosecond, at its best. */
        static double stepsPerNano() {
            Work work = new Work();
            long least = Long.MAX_VALUE;
            for (int i = 0; i < TRIES; i++) {
                long before = System.nanoTime();
                work.steps(MANY);
                least = Math.min(least, System.nanoTime() - before);
            }
            return (double) MANY / least;
        }
    }
}
