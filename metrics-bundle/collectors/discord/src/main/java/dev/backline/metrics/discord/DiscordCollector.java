package dev.backline.metrics.discord;

import dev.backline.api.event.GatewayObserver;
import dev.backline.api.event.RestObserver;
import dev.backline.api.event.RestRoute;
import dev.backline.metrics.catalog.Metrics;
import dev.backline.metrics.discord.DiscordMetrics.LimitScope;
import dev.backline.metrics.discord.DiscordMetrics.StatusClass;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Counts and times what happens on the gateway and in requests to the REST API. */
@Component
public final class DiscordCollector implements GatewayObserver, RestObserver {

    private final DiscordMetrics metrics = new DiscordMetrics();
    private final Metrics.Added added;

    /** Adds its metrics to the registry. */
    @Activate
    public DiscordCollector(@Reference Metrics registry) {
        added = registry.add(metrics);
    }

    @Deactivate
    void close() {
        added.close();
    }

    @Override
    public void gatewayChanged(int shard, GatewayStatus status) {
        metrics.changes.of(status).inc();
        metrics.connected(
                shard,
                switch (status) {
                    case CONNECTED, RESUMED, RECONNECTED -> true;
                    case CONNECTING, DISCONNECTED, FAILED -> false;
                });
    }

    /** A shard that answers is connected, whatever was heard before. */
    @Override
    public void heartbeatAnswered(int shard, long nanos) {
        metrics.answered(shard, nanos);
        metrics.connected(shard, true);
    }

    @Override
    public void eventReceived(GatewayEvent event) {
        metrics.events.of(event).inc();
    }

    @Override
    public void requestFinished(RestRoute route, int status, long nanos) {
        metrics.requests.of(route).record(nanos);
        metrics.expect(route);
        metrics.answers.of(route, StatusClass.of(status)).inc();
    }

    @Override
    public void bucketChanged(RestRoute route, int remaining, int limit) {
        metrics.remaining.of(route).set(remaining);
        metrics.limit.of(route).set(limit);
    }

    @Override
    public void rateLimited(RestRoute route, boolean global, long waitNanos) {
        metrics.limited
                .of(route, global ? LimitScope.GLOBAL : LimitScope.BUCKET)
                .inc();
        metrics.waited.record(waitNanos);
    }
}
