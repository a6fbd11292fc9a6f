package dev.backline.runtime.event;

import dev.backline.api.event.ObserverCost;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the observers of one bundle cost. Only the dispatcher's thread writes, so that counting is a plain addition.
 *
 * <p>Of many calls some are timed, chosen at random: a fixed distance would miss work that is done every so many calls,
 * or see nothing else. The distance adapts, so that a bundle that is called now and then has each call timed.
 */
final class Account {

    /** Mean distance between timed calls where there are very many. */
    private static final int MEAN_DISTANCE = 128;

    /**
     * The distance grows when a bundle's calls would be timed more often than this, per second. At some 50 ns each, this
     * many take 0.005 % of a CPU; the fewer, the more a single interrupted one distorts.
     */
    private static final int TIMED_PER_SECOND = 1_000;

    /** How many failures among the last {@link #RECENT_CALLS} are too many. */
    private static final int TOO_MANY_FAILURES = 100;

    private static final int RECENT_CALLS = 1_000;

    private final long bundleId;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private volatile @Nullable String disconnected;

    private int untilTimed = 1;
    private int distance = 1;
    private long timedAt;
    private int recentCalls;
    private int recentErrors;

    Account(long bundleId) {
        this.bundleId = bundleId;
    }

    long bundleId() {
        return bundleId;
    }

    /** Counts a call that is about to be made; returns whether it is to be timed. */
    boolean called() {
        calls.setOpaque(calls.getPlain() + 1);
        if (++recentCalls == RECENT_CALLS) {
            recentCalls = 0;
            recentErrors = 0;
        }
        return --untilTimed == 0;
    }

    /** A call that was to be timed ended. */
    void timed(long started, long ended) {
        nanos.setOpaque(nanos.getPlain() + (ended - started) * distance);
        double perSecond = distance * 1e9 / Math.max(1, ended - timedAt);
        int mean = (int) Math.clamp(perSecond / TIMED_PER_SECOND, 1, MEAN_DISTANCE);
        distance = mean == 1 ? 1 : 1 + ThreadLocalRandom.current().nextInt(2 * mean - 1);
        untilTimed = distance;
        timedAt = ended;
    }

    /** Counts a call that threw; returns whether there were too many. */
    boolean failed() {
        errors.setOpaque(errors.getPlain() + 1);
        return ++recentErrors == TOO_MANY_FAILURES;
    }

    boolean isDisconnected() {
        return disconnected != null;
    }

    void disconnect(String reason) {
        disconnected = reason;
    }

    void reconnect() {
        recentErrors = 0;
        disconnected = null;
    }

    ObserverCost cost() {
        return new ObserverCost(
                bundleId, calls.getOpaque(), errors.getOpaque(), nanos.getOpaque(), Optional.ofNullable(disconnected));
    }
}
