package dev.backline.runtime.event;

import dev.backline.api.event.NodeKey;
import dev.backline.api.event.NodeObserver;
import dev.backline.api.event.NodeRoute;
import dev.backline.runtime.event.Event.Call;

final class NodeFanOut extends FanOut<NodeObserver> implements NodeObserver {

    private static final Call<NodeObserver> NODE_CONNECTED =
            (observer, event) -> observer.nodeConnected(event.first(NodeKey.class), event.a != 0);
    private static final Call<NodeObserver> NODE_DISCONNECTED =
            (observer, event) -> observer.nodeDisconnected(event.first(NodeKey.class), event.second(NodeTrouble.class));
    private static final Call<NodeObserver> PLAYER_ASSIGNED =
            (observer, event) -> observer.playerAssigned(event.first(NodeKey.class), event.second(PlayerMove.class));
    private static final Call<NodeObserver> PLAYER_TAKEN =
            (observer, event) -> observer.playerTaken(event.first(NodeKey.class), event.second(PlayerMove.class));
    private static final Call<NodeObserver> NODE_EVENT =
            (observer, event) -> observer.nodeEvent(event.first(NodeKey.class), event.second(NodeEvent.class));
    private static final Call<NodeObserver> REQUEST_FINISHED =
            (observer, event) -> observer.requestFinished(event.first(NodeRoute.class), (int) event.a, event.b);
    private static final Call<NodeObserver> PING_ANSWERED =
            (observer, event) -> observer.pingAnswered(event.first(NodeKey.class), event.a);

    NodeFanOut(Dispatcher dispatcher) {
        super(dispatcher);
    }

    @Override
    public void nodeConnected(NodeKey node, boolean resumed) {
        publish(NODE_CONNECTED, node, null, resumed ? 1 : 0, 0);
    }

    @Override
    public void nodeDisconnected(NodeKey node, NodeTrouble trouble) {
        publish(NODE_DISCONNECTED, node, trouble, 0, 0);
    }

    @Override
    public void playerAssigned(NodeKey node, PlayerMove reason) {
        publish(PLAYER_ASSIGNED, node, reason, 0, 0);
    }

    @Override
    public void playerTaken(NodeKey node, PlayerMove reason) {
        publish(PLAYER_TAKEN, node, reason, 0, 0);
    }

    @Override
    public void nodeEvent(NodeKey node, NodeEvent event) {
        publish(NODE_EVENT, node, event, 0, 0);
    }

    @Override
    public void requestFinished(NodeRoute route, int status, long nanos) {
        publish(REQUEST_FINISHED, route, null, status, nanos);
    }

    @Override
    public void pingAnswered(NodeKey node, long nanos) {
        publish(PING_ANSWERED, node, null, nanos, 0);
    }
}
