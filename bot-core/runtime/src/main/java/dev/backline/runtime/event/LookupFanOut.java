package dev.backline.runtime.event;

import dev.backline.api.audio.SourceKey;
import dev.backline.api.event.LookupObserver;

final class LookupFanOut extends FanOut<LookupObserver> implements LookupObserver {

    LookupFanOut() {
        super(new LookupObserver[0]);
    }

    @Override
    public void lookupFinished(SourceKey source, LookupOutcome outcome, long nanos) {
        for (LookupObserver observer : observers) {
            try {
                observer.lookupFinished(source, outcome, nanos);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }

    @Override
    public void lookupFellBack(SourceKey from, SourceKey to) {
        for (LookupObserver observer : observers) {
            try {
                observer.lookupFellBack(from, to);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }
}
