package dev.backline.runtime.event;

import dev.backline.api.event.RestObserver;
import dev.backline.api.event.RestRoute;

final class RestFanOut extends FanOut<RestObserver> implements RestObserver {

    RestFanOut() {
        super(new RestObserver[0]);
    }

    @Override
    public void requestFinished(RestRoute route, int status, long nanos) {
        for (RestObserver observer : observers) {
            try {
                observer.requestFinished(route, status, nanos);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }

    @Override
    public void bucketChanged(RestRoute route, int remaining, int limit) {
        for (RestObserver observer : observers) {
            try {
                observer.bucketChanged(route, remaining, limit);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }

    @Override
    public void rateLimited(RestRoute route, boolean global, long waitNanos) {
        for (RestObserver observer : observers) {
            try {
                observer.rateLimited(route, global, waitNanos);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }
}
