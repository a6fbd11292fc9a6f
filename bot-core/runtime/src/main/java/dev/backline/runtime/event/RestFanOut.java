package dev.backline.runtime.event;

import dev.backline.api.event.RestObserver;
import dev.backline.api.event.RestRoute;
import dev.backline.runtime.event.Event.Call;

final class RestFanOut extends FanOut<RestObserver> implements RestObserver {

    private static final Call<RestObserver> REQUEST_FINISHED =
            (observer, event) -> observer.requestFinished(event.first(RestRoute.class), (int) event.a, event.b);
    private static final Call<RestObserver> BUCKET_CHANGED =
            (observer, event) -> observer.bucketChanged(event.first(RestRoute.class), (int) event.a, (int) event.b);
    private static final Call<RestObserver> RATE_LIMITED =
            (observer, event) -> observer.rateLimited(event.first(RestRoute.class), event.a != 0, event.b);

    RestFanOut(Dispatcher dispatcher) {
        super(dispatcher);
    }

    @Override
    public void requestFinished(RestRoute route, int status, long nanos) {
        publish(REQUEST_FINISHED, route, null, status, nanos);
    }

    @Override
    public void bucketChanged(RestRoute route, int remaining, int limit) {
        publish(BUCKET_CHANGED, route, null, remaining, limit);
    }

    @Override
    public void rateLimited(RestRoute route, boolean global, long waitNanos) {
        publish(RATE_LIMITED, route, null, global ? 1 : 0, waitNanos);
    }
}
