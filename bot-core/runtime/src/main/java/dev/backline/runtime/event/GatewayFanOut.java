package dev.backline.runtime.event;

import dev.backline.api.event.GatewayObserver;

final class GatewayFanOut extends FanOut<GatewayObserver> implements GatewayObserver {

    GatewayFanOut() {
        super(new GatewayObserver[0]);
    }

    @Override
    public void gatewayChanged(int shard, GatewayStatus status) {
        for (GatewayObserver observer : observers) {
            try {
                observer.gatewayChanged(shard, status);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }

    @Override
    public void heartbeatAnswered(int shard, long nanos) {
        for (GatewayObserver observer : observers) {
            try {
                observer.heartbeatAnswered(shard, nanos);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }
}
