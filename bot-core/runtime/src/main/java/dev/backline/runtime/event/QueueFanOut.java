package dev.backline.runtime.event;

import dev.backline.api.event.QueueObserver;
import dev.backline.runtime.event.Event.Call;

final class QueueFanOut extends FanOut<QueueObserver> implements QueueObserver {

    private static final Call<QueueObserver> QUEUE_CHANGED =
            (observer, event) -> observer.queueChanged(event.first(QueueChange.class), (int) event.a);
    private static final Call<QueueObserver> QUEUE_PROCESSED =
            (observer, event) -> observer.queueProcessed(event.a, event.b);

    QueueFanOut(Dispatcher dispatcher) {
        super(dispatcher);
    }

    @Override
    public void queueChanged(QueueChange change, int difference) {
        publish(QUEUE_CHANGED, change, null, difference, 0);
    }

    @Override
    public void queueProcessed(long waitedNanos, long workedNanos) {
        publish(QUEUE_PROCESSED, null, null, waitedNanos, workedNanos);
    }
}
