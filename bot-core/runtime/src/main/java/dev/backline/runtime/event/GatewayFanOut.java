package dev.backline.runtime.event;

import dev.backline.api.event.GatewayObserver;
import dev.backline.runtime.event.Event.Call;

final class GatewayFanOut extends FanOut<GatewayObserver> implements GatewayObserver {

    private static final Call<GatewayObserver> GATEWAY_CHANGED =
            (observer, event) -> observer.gatewayChanged((int) event.a, event.first(GatewayStatus.class));
    private static final Call<GatewayObserver> HEARTBEAT_ANSWERED =
            (observer, event) -> observer.heartbeatAnswered((int) event.a, event.b);

    private static final Call<GatewayObserver> EVENT_RECEIVED =
            (observer, event) -> observer.eventReceived(event.first(GatewayEvent.class));

    GatewayFanOut(Dispatcher dispatcher) {
        super(dispatcher);
    }

    @Override
    public void gatewayChanged(int shard, GatewayStatus status) {
        publish(GATEWAY_CHANGED, status, null, shard, 0);
    }

    @Override
    public void heartbeatAnswered(int shard, long nanos) {
        publish(HEARTBEAT_ANSWERED, null, null, shard, nanos);
    }

    @Override
    public void eventReceived(GatewayEvent event) {
        publish(EVENT_RECEIVED, event, null, 0, 0);
    }
}
