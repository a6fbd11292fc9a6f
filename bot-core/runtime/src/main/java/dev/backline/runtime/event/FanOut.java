package dev.backline.runtime.event;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The observers of one type at this moment. Subclasses pass a call on to each of them with a plain loop over
 * {@link #observers}: no allocation, and one volatile read when there is none.
 *
 * @param <T> type of the observers
 */
class FanOut<T> {

    private static final Logger log = LoggerFactory.getLogger(FanOut.class);

    /** Replaced as a whole on every change, never changed in place. */
    protected volatile T[] observers;

    private final Set<T> failing = ConcurrentHashMap.newKeySet();

    FanOut(T[] none) {
        observers = none;
    }

    final synchronized void add(T observer) {
        T[] more = Arrays.copyOf(observers, observers.length + 1);
        more[observers.length] = observer;
        observers = more;
    }

    final synchronized void remove(T observer) {
        T[] before = observers;
        observers = Stream.of(before).filter(present -> present != observer).toArray(n -> Arrays.copyOf(before, n));
        failing.remove(observer);
    }

    /** An observer threw: said once, so that a broken one cannot fill the log. */
    final void failed(T observer, Throwable cause) {
        if (failing.add(observer)) {
            log.warn(
                    "{} failed while it observed; its further failures are not logged",
                    observer.getClass().getName(),
                    cause);
        }
    }
}
