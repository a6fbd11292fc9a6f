package dev.backline.runtime.event;

import dev.backline.api.event.QueueObserver;

final class QueueFanOut extends FanOut<QueueObserver> implements QueueObserver {

    QueueFanOut() {
        super(new QueueObserver[0]);
    }

    @Override
    public void queueChanged(QueueChange change, int difference) {
        for (QueueObserver observer : observers) {
            try {
                observer.queueChanged(change, difference);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }

    @Override
    public void queueProcessed(long waitedNanos, long workedNanos) {
        for (QueueObserver observer : observers) {
            try {
                observer.queueProcessed(waitedNanos, workedNanos);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }
}
