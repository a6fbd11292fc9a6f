package dev.backline.runtime.event;

import dev.backline.runtime.event.Event.Call;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The observers of one type at this moment. Subclasses turn each method of the observer into a {@link #publish} with a
 * constant {@link Call}, which allocates nothing.
 *
 * @param <T> type of the observers
 */
class FanOut<T> {

    /** An observer, and the bundle that pays for it. */
    static final class Slot<T> {

        final T observer;
        final Account account;

        /** The last event that it was called with, so that nothing is told twice when threads are exchanged. */
        private volatile long heard = -1;

        private volatile boolean removed;

        private Slot(T observer, Account account) {
            this.observer = observer;
            this.account = account;
        }

        /** Whether it is to be called no more. */
        boolean isRemoved() {
            return removed;
        }

        /** Number of the last event that it was called with. */
        long heardUntil() {
            return heard;
        }
    }

    private final Dispatcher dispatcher;
    private final List<Slot<T>> slots = new CopyOnWriteArrayList<>();

    /** Whether {@link #slots} has any: what a publisher reads. */
    private volatile boolean observed;

    FanOut(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    final synchronized void add(long bundleId, T observer) {
        slots.add(new Slot<>(observer, dispatcher.open(bundleId)));
        observed = true;
    }

    /** Takes an observer away; it is called no more when this returns, unless it is stuck. */
    final synchronized void remove(T observer) {
        slots.stream().filter(slot -> slot.observer == observer).findFirst().ifPresent(slot -> {
            slots.remove(slot);
            slot.removed = true;
            dispatcher.awaitEnd(slot);
            dispatcher.close(slot.account);
        });
        observed = !slots.isEmpty();
    }

    /** Passes a call on, soon and on another thread; one volatile read while nobody observes. */
    final void publish(Call<T> call, @Nullable Object first, @Nullable Object second, long a, long b) {
        if (observed) {
            dispatcher.publish(this, call, first, second, a, b);
        }
    }

    /** Called by the dispatcher's thread. */
    @SuppressWarnings("unchecked") // publish put the two together
    final void deliver(Event event, long sequence) {
        Call<T> call = (Call<T>) Objects.requireNonNull(event.call);
        for (Slot<T> slot : slots) {
            if (slot.heard < sequence && !slot.account.isDisconnected()) {
                slot.heard = sequence;
                dispatcher.call(slot, call, event);
            }
        }
    }
}
