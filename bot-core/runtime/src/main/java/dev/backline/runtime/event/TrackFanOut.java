package dev.backline.runtime.event;

import dev.backline.api.audio.EndReason;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.event.TrackObserver;

final class TrackFanOut extends FanOut<TrackObserver> implements TrackObserver {

    TrackFanOut() {
        super(new TrackObserver[0]);
    }

    @Override
    public void trackStarted(SourceKey source, long waitedNanos, long startNanos) {
        for (TrackObserver observer : observers) {
            try {
                observer.trackStarted(source, waitedNanos, startNanos);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }

    @Override
    public void trackEnded(SourceKey source, EndReason reason) {
        for (TrackObserver observer : observers) {
            try {
                observer.trackEnded(source, reason);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }

    @Override
    public void trackStuck(SourceKey source) {
        for (TrackObserver observer : observers) {
            try {
                observer.trackStuck(source);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }

    @Override
    public void trackFailed(SourceKey source) {
        for (TrackObserver observer : observers) {
            try {
                observer.trackFailed(source);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }

    @Override
    public void playersChanged(int difference) {
        for (TrackObserver observer : observers) {
            try {
                observer.playersChanged(difference);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }
}
