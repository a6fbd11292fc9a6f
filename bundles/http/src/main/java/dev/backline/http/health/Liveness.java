package dev.backline.http.health;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.Bundle;

/**
 * Whether the process can still do its work. What only a restart mends belongs here, and nothing else: a bot without
 * Discord is not ready, but live.
 */
public final class Liveness implements HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Bundle framework;
    private final Duration patience;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** Of that framework and its process. */
    public Liveness(Bundle framework) {
        this(framework, PATIENCE);
    }

    Liveness(Bundle framework, Duration patience) {
        this.framework = framework;
        this.patience = patience;
    }

    @Override
    public Result execute() {
        FormattingResultLog result = new FormattingResultLog();
        if (framework.getState() != Bundle.ACTIVE && framework.getState() != Bundle.STARTING) {
            result.critical("The framework does not run");
        }
        long[] deadlocked = threads.findDeadlockedThreads();
        if (deadlocked != null) {
            result.critical(
                    "These threads wait for each other: {}",
                    Arrays.stream(threads.getThreadInfo(deadlocked))
                            .map(ThreadInfo::getThreadName)
                            .collect(Collectors.joining(", ")));
        }
        if (!virtualThreadsRun()) {
            // Guilds have virtual threads. When all that carry them are held, no deadlock is to be seen.
            result.critical("A virtual thread did not run for {} ms", patience.toMillis());
        }
        if (result.getAggregateStatus() == Result.Status.OK) {
            result.info("The framework runs, threads do, and none wait for each other");
        }
        return new Result(result);
    }

    private boolean virtualThreadsRun() {
        CountDownLatch ran = new CountDownLatch(1);
        Thread probe = Thread.ofVirtual().name("backline-http-liveness").start(ran::countDown);
        try {
            return ran.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return probe.isAlive();
        }
    }
}
