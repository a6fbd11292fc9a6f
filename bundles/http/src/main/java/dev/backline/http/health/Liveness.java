package dev.backline.http.health;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;

/**
 * Whether the process can still do its work. What only a restart mends belongs here, and nothing else: a bot without
 * Discord is not ready, but live.
 */
public final class Liveness implements HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final BooleanSupplier frameworkRuns;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** Of this process. */
    public Liveness(BooleanSupplier frameworkRuns) {
        this.frameworkRuns = frameworkRuns;
    }

    @Override
    public Result execute() {
        FormattingResultLog result = new FormattingResultLog();
        List<String> problems = problems();
        problems.forEach(problem -> result.critical("{}", problem));
        if (problems.isEmpty()) {
            result.info("threads run, and none wait for each other");
        }
        return new Result(result);
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!frameworkRuns.getAsBoolean()) {
            problems.add("the framework does not run");
        }
        long[] deadlocked = threads.findDeadlockedThreads();
        if (deadlocked != null) {
            problems.add("these threads wait for each other: "
                    + Arrays.stream(threads.getThreadInfo(deadlocked))
                            .filter(Objects::nonNull)
                            .map(ThreadInfo::getThreadName)
                            .collect(Collectors.joining(", ")));
        }
        if (!virtualThreadsRun()) {
            // Guilds have virtual threads. When all that carry them are held, no deadlock is to be seen.
            problems.add("no virtual thread ran for " + PATIENCE.toMillis() + " ms");
        }
        return problems;
    }

    private static boolean virtualThreadsRun() {
        CountDownLatch ran = new CountDownLatch(1);
        Thread probe = Thread.ofVirtual().name("backline-http-liveness").start(ran::countDown);
        try {
            return ran.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return probe.isAlive();
        }
    }
}
