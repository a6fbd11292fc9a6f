package dev.backline.metrics.discord;

import dev.backline.api.event.GatewayObserver.GatewayEvent;
import dev.backline.api.event.GatewayObserver.GatewayStatus;
import dev.backline.api.event.RestRoute;
import dev.backline.metrics.catalog.Buckets;
import dev.backline.metrics.catalog.Catalog;
import dev.backline.metrics.catalog.Count;
import dev.backline.metrics.catalog.Label;
import dev.backline.metrics.catalog.Labelled;
import dev.backline.metrics.catalog.Labelled2;
import dev.backline.metrics.catalog.Level;
import dev.backline.metrics.catalog.Term;
import dev.backline.metrics.catalog.Timing;
import dev.backline.metrics.catalog.Vocabulary;

/** What is measured of the connection to Discord. */
final class DiscordMetrics extends Catalog {

    /** How a request was answered. */
    enum StatusClass {
        INFORMATIONAL,
        SUCCESS,
        REDIRECTION,
        CLIENT_ERROR,
        RATE_LIMITED,
        SERVER_ERROR,
        NO_ANSWER;

        static StatusClass of(int status) {
            return switch (status / 100) {
                case 1 -> INFORMATIONAL;
                case 2 -> SUCCESS;
                case 3 -> REDIRECTION;
                case 4 -> status == 429 ? RATE_LIMITED : CLIENT_ERROR;
                case 5 -> SERVER_ERROR;
                default -> NO_ANSWER;
            };
        }
    }

    /** Whom Discord holds back. */
    enum LimitScope {
        /** Requests of one bucket. */
        BUCKET,
        /** The whole bot. */
        GLOBAL
    }

    private static final Label<RestRoute> ROUTE = Label.ofRoutes("route");
    private static final Label<Term> SHARD = Label.of("shard", "numbers of shards, from 0");

    private final Vocabulary shards = Vocabulary.numbers();

    private final Labelled<Term, Timing> ping = timings(
            "backline_gateway_ping_seconds",
            "Time between a heartbeat and its answer",
            Buckets.ofMillis(10, 25, 50, 75, 100, 150, 200, 300, 500, 1_000, 2_500, 10_000),
            SHARD);

    private final Labelled<Term, Level> connected =
            levels("backline_gateway_connected", "Whether a shard is connected to the gateway, 1 or 0", SHARD);

    final Labelled<GatewayStatus, Count> changes = counts(
            "backline_gateway_changes_total",
            "Changes of the shards' connections: resumed without missing anything, connected anew, and so on",
            Label.of("state", GatewayStatus.class));

    final Labelled<GatewayEvent, Count> events =
            counts("backline_gateway_events_total", "What Discord told of", Label.of("event", GatewayEvent.class));

    final Labelled<RestRoute, Timing> requests = timings(
            "backline_rest_request_duration_seconds",
            "Time from sending a request to Discord until the head of its answer",
            Buckets.REQUEST,
            ROUTE);

    final Labelled2<RestRoute, StatusClass, Count> answers = counts(
            "backline_rest_requests_total",
            "Requests to Discord, by how they were answered",
            ROUTE,
            Label.of("status", StatusClass.class));

    final Labelled<RestRoute, Level> remaining = levels(
            "backline_rest_bucket_remaining",
            "Requests that Discord would still take at once, as its last answer said",
            ROUTE);

    final Labelled<RestRoute, Level> limit =
            levels("backline_rest_bucket_limit", "Requests that Discord takes at once, as its last answer said", ROUTE);

    final Labelled2<RestRoute, LimitScope, Count> limited = counts(
            "backline_rest_rate_limited_total",
            "Requests that Discord refused with status 429",
            ROUTE,
            Label.of("kind", LimitScope.class));

    final Timing waited = timing(
            "backline_rest_rate_limit_wait_seconds",
            "Time that Discord wanted the bot to wait after a refusal",
            Buckets.REQUEST);

    DiscordMetrics() {
        super("metrics-discord");
    }

    /** Makes the series of refusals of a route, so that the first is an increase. */
    void expect(RestRoute route) {
        Count unused = limited.of(route, LimitScope.BUCKET);
    }

    void answered(int shard, long nanos) {
        ping.of(shards.term(shard)).record(nanos);
    }

    void connected(int shard, boolean isConnected) {
        connected.of(shards.term(shard)).set(isConnected ? 1 : 0);
    }
}
