package dev.backline.runtime.event;

import dev.backline.api.audio.EndReason;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.event.TrackObserver;
import dev.backline.runtime.event.Event.Call;

final class TrackFanOut extends FanOut<TrackObserver> implements TrackObserver {

    private static final Call<TrackObserver> TRACK_STARTED =
            (observer, event) -> observer.trackStarted(event.first(SourceKey.class), event.a, event.b);
    private static final Call<TrackObserver> TRACK_ENDED =
            (observer, event) -> observer.trackEnded(event.first(SourceKey.class), event.second(EndReason.class));
    private static final Call<TrackObserver> TRACK_STUCK =
            (observer, event) -> observer.trackStuck(event.first(SourceKey.class));
    private static final Call<TrackObserver> TRACK_FAILED =
            (observer, event) -> observer.trackFailed(event.first(SourceKey.class));
    private static final Call<TrackObserver> PLAYERS_CHANGED =
            (observer, event) -> observer.playersChanged((int) event.a);

    TrackFanOut(Dispatcher dispatcher) {
        super(dispatcher);
    }

    @Override
    public void trackStarted(SourceKey source, long waitedNanos, long startNanos) {
        publish(TRACK_STARTED, source, null, waitedNanos, startNanos);
    }

    @Override
    public void trackEnded(SourceKey source, EndReason reason) {
        publish(TRACK_ENDED, source, reason, 0, 0);
    }

    @Override
    public void trackStuck(SourceKey source) {
        publish(TRACK_STUCK, source, null, 0, 0);
    }

    @Override
    public void trackFailed(SourceKey source) {
        publish(TRACK_FAILED, source, null, 0, 0);
    }

    @Override
    public void playersChanged(int difference) {
        publish(PLAYERS_CHANGED, null, null, difference, 0);
    }
}
