package dev.backline.discord.gateway;

import dev.backline.api.event.GatewayObserver;
import dev.backline.api.event.GatewayObserver.GatewayStatus;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.events.GatewayPingEvent;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.StatusChangeEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionDisconnectEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.requests.CloseCode;

/** Follows the connections of all shards. Called on the gateway's threads. */
final class Shards extends ListenerAdapter {

    /**
     * JDA notes the time of a heartbeat after it was sent. When the answer is quicker, JDA reckons from the heartbeat before
     * it, some 41 s ago; no answer takes that long, since the connection is given up before.
     */
    private static final long LONGEST_PING_MILLIS = 30_000;

    private final GatewayObserver observer;
    private final EventKinds kinds = new EventKinds();
    private final Runnable allReady;
    private final Consumer<Optional<CloseCode>> ended;
    private final Set<Integer> ready = ConcurrentHashMap.newKeySet();
    private final Set<Integer> connected = ConcurrentHashMap.newKeySet();

    /**
     * @param allReady called once, when every shard has been connected
     * @param ended called when a shard is down and will not come back by itself
     */
    Shards(GatewayObserver observer, Runnable allReady, Consumer<Optional<CloseCode>> ended) {
        this.observer = observer;
        this.allReady = allReady;
        this.ended = ended;
    }

    @Override
    public void onGenericEvent(GenericEvent event) {
        kinds.of(event).ifPresent(observer::eventReceived);
    }

    int connected() {
        return connected.size();
    }

    @Override
    public void onReady(ReadyEvent event) {
        int shard = shard(event.getJDA());
        up(shard, GatewayStatus.CONNECTED);
        if (ready.add(shard) && ready.size() == event.getJDA().getShardInfo().getShardTotal()) {
            allReady.run();
        }
    }

    @Override
    public void onStatusChange(StatusChangeEvent event) {
        if (event.getNewStatus() == JDA.Status.CONNECTING_TO_WEBSOCKET) {
            observer.gatewayChanged(shard(event.getJDA()), GatewayStatus.CONNECTING);
        }
    }

    @Override
    public void onSessionResume(SessionResumeEvent event) {
        up(shard(event.getJDA()), GatewayStatus.RESUMED);
    }

    @Override
    public void onSessionRecreate(SessionRecreateEvent event) {
        up(shard(event.getJDA()), GatewayStatus.RECONNECTED);
    }

    @Override
    public void onSessionDisconnect(SessionDisconnectEvent event) {
        down(shard(event.getJDA()), GatewayStatus.DISCONNECTED);
    }

    @Override
    public void onShutdown(ShutdownEvent event) {
        CloseCode code = event.getCloseCode();
        boolean failed = code != null && !code.isReconnect();
        down(shard(event.getJDA()), failed ? GatewayStatus.FAILED : GatewayStatus.DISCONNECTED);
        ended.accept(Optional.ofNullable(code));
    }

    @Override
    public void onGatewayPing(GatewayPingEvent event) {
        if (event.getNewPing() < LONGEST_PING_MILLIS) {
            observer.heartbeatAnswered(shard(event.getJDA()), TimeUnit.MILLISECONDS.toNanos(event.getNewPing()));
        }
    }

    private void up(int shard, GatewayStatus status) {
        connected.add(shard);
        observer.gatewayChanged(shard, status);
    }

    private void down(int shard, GatewayStatus status) {
        connected.remove(shard);
        observer.gatewayChanged(shard, status);
    }

    private static int shard(JDA jda) {
        return jda.getShardInfo().getShardId();
    }
}
