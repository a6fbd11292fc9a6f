package dev.backline.runtime.event;

import dev.backline.api.audio.SourceKey;
import dev.backline.api.event.LookupObserver;
import dev.backline.runtime.event.Event.Call;

final class LookupFanOut extends FanOut<LookupObserver> implements LookupObserver {

    private static final Call<LookupObserver> LOOKUP_FINISHED = (observer, event) ->
            observer.lookupFinished(event.first(SourceKey.class), event.second(LookupOutcome.class), event.a);
    private static final Call<LookupObserver> LOOKUP_FELL_BACK =
            (observer, event) -> observer.lookupFellBack(event.first(SourceKey.class), event.second(SourceKey.class));
    private static final Call<LookupObserver> LOOKUPS_IN_FLIGHT_CHANGED =
            (observer, event) -> observer.lookupsInFlightChanged((int) event.a);

    LookupFanOut(Dispatcher dispatcher) {
        super(dispatcher);
    }

    @Override
    public void lookupFinished(SourceKey source, LookupOutcome outcome, long nanos) {
        publish(LOOKUP_FINISHED, source, outcome, nanos, 0);
    }

    @Override
    public void lookupFellBack(SourceKey from, SourceKey to) {
        publish(LOOKUP_FELL_BACK, from, to, 0, 0);
    }

    @Override
    public void lookupsInFlightChanged(int lookups) {
        publish(LOOKUPS_IN_FLIGHT_CHANGED, null, null, lookups, 0);
    }
}
