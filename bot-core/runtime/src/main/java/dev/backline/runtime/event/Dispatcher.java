package dev.backline.runtime.event;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.YieldingWaitStrategy;
import dev.backline.api.event.ObserverCost;
import dev.backline.runtime.event.Event.Call;
import dev.backline.runtime.event.FanOut.Slot;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the observers, on a thread of its own: whatever an observer does, no thread of the bot waits for it. Publishers
 * leave their calls in a ring without allocating, locking or waking anybody; the thread looks into it every 10 ms while
 * there are observers.
 *
 * <p>An observer that throws too often, or does not return, is called no more, and neither are the others of its bundle.
 * A thread that is stuck in one is left to itself, and another takes its place.
 */
final class Dispatcher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    /** Three seconds of the voice packets of 200 guilds. */
    private static final int CAPACITY = 1 << 15;

    private static final long PERIOD_NANOS = Duration.ofMillis(10).toNanos();

    private final RingBuffer<Event> ring =
            RingBuffer.createMultiProducer(Event::new, CAPACITY, new YieldingWaitStrategy());

    /** The last event that all observers have heard. */
    private final Sequence done = new Sequence();

    private final LongAdder lost = new LongAdder();
    private final Map<Long, Account> accounts = new ConcurrentHashMap<>();
    private final Map<Long, Integer> observers = new ConcurrentHashMap<>();
    private final Duration patience;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** CPU time of every thread that calls observers or did so, as far as known. */
    private final Map<Thread, Long> threadNanos = new ConcurrentHashMap<>();

    /** The slot that is being called. */
    private volatile @Nullable Slot<?> calling;

    private volatile Thread thread;
    private final Thread watch;
    private volatile boolean closed;

    /**
     * Starts the thread.
     *
     * @param patience how long a call may take before its bundle is disconnected
     */
    Dispatcher(Duration patience) {
        this.patience = patience;
        ring.addGatingSequences(done);
        thread = start();
        watch = Thread.ofVirtual().name("backline-events-watch").start(this::watch);
    }

    private Thread start() {
        Thread started = Thread.ofPlatform().name("backline-events").daemon().unstarted(this::run);
        threadNanos.put(started, 0L);
        // Known as the thread in charge before it looks whether it is.
        thread = started;
        started.start();
        return started;
    }

    /** An observer of that bundle comes. */
    Account open(long bundleId) {
        observers.merge(bundleId, 1, Integer::sum);
        LockSupport.unpark(thread);
        return accounts.computeIfAbsent(bundleId, Account::new);
    }

    /** An observer of that bundle goes; with the last one, what they cost is forgotten. */
    void close(Account account) {
        if (observers.merge(account.bundleId(), -1, (count, one) -> count + one > 0 ? count + one : null) == null) {
            accounts.remove(account.bundleId());
        }
    }

    void publish(FanOut<?> to, Call<?> call, @Nullable Object first, @Nullable Object second, long a, long b) {
        long sequence;
        try {
            sequence = ring.tryNext();
        } catch (InsufficientCapacityException full) {
            lost.increment();
            return;
        }
        Event event = ring.get(sequence);
        event.to = to;
        event.call = call;
        event.first = first;
        event.second = second;
        event.a = a;
        event.b = b;
        ring.publish(sequence);
    }

    private void run() {
        while (inCharge()) {
            drain();
            if (observers.isEmpty()) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, PERIOD_NANOS);
            }
        }
    }

    private boolean inCharge() {
        return thread == Thread.currentThread() && !closed;
    }

    private void drain() {
        long next = done.get() + 1;
        while (inCharge() && ring.isAvailable(next)) {
            Event event = ring.get(next);
            Objects.requireNonNull(event.to).deliver(event, next);
            done.compareAndSet(next - 1, next);
            next = done.get() + 1;
        }
    }

    /** Makes one call, and keeps its account. */
    <T> void call(Slot<T> slot, Call<T> call, Event event) {
        Account account = slot.account;
        calling = slot;
        // After it is shown whom this calls: either this sees that it was removed, or whoever removed it waits for the
        // end.
        if (slot.isRemoved()) {
            calling = null;
            return;
        }
        boolean timed = account.called();
        long started = timed ? System.nanoTime() : 0;
        try {
            call.on(slot.observer, event);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            if (account.failed() && !account.isDisconnected()) {
                disconnect(account, slot.observer.getClass().getName() + " failed 100 times", e);
            }
        }
        if (timed) {
            account.timed(started, System.nanoTime());
        }
        calling = null;
    }

    /** Waits for the call that is being made on an observer, as long as a call may take. */
    void awaitEnd(Slot<?> slot) {
        long until = System.nanoTime() + patience.toNanos();
        while (calling == slot && Thread.currentThread() != thread && System.nanoTime() < until) {
            LockSupport.parkNanos(this, 100_000);
        }
    }

    private static void disconnect(Account account, String reason, @Nullable Throwable cause) {
        account.disconnect(cause == null ? reason : reason + ", at last with " + cause);
        log.warn(
                "The observers of bundle {} are not called any more: {}. Switch it off and on again to call them again",
                account.bundleId(),
                reason,
                cause);
    }

    private void watch() {
        Slot<?> before = null;
        long heard = -1;
        try {
            while (!closed) {
                Thread.sleep(patience);
                Slot<?> now = calling;
                if (now != null && now == before && heard == now.heardUntil()) {
                    replace(now);
                }
                before = now;
                heard = now == null ? -1 : now.heardUntil();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void replace(Slot<?> slot) {
        Thread stuck = thread;
        StackTraceElement[] stack = stuck.getStackTrace();
        disconnect(
                slot.account,
                slot.observer.getClass().getName() + " did not return for " + patience.toMillis() + " ms"
                        + (stack.length == 0 ? "" : ", from " + stack[0]),
                null);
        calling = null;
        start();
        stuck.interrupt();
    }

    void reconnect(long bundleId) {
        Account account = accounts.get(bundleId);
        if (account != null) {
            account.reconnect();
        }
    }

    List<ObserverCost> costs() {
        return accounts.values().stream().map(Account::cost).toList();
    }

    long lost() {
        return lost.sum();
    }

    /** CPU time of the threads that call observers; negative when it is not measured. */
    long threadNanos() {
        if (!threads.isThreadCpuTimeEnabled()) {
            return -1;
        }
        long sum = 0;
        for (Thread known : threadNanos.keySet()) {
            long now = threads.getThreadCpuTime(known.threadId());
            sum += Objects.requireNonNullElse(
                    threadNanos.computeIfPresent(known, (same, last) -> Math.max(last, now)), 0L);
        }
        return sum;
    }

    /** Ends the threads. Calls that are still in the ring are not made. */
    @Override
    public void close() {
        closed = true;
        watch.interrupt();
        thread.interrupt();
    }
}
