package dev.backline.metrics.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.event.GatewayObserver.GatewayEvent;
import dev.backline.api.event.GatewayObserver.GatewayStatus;
import dev.backline.api.event.RestRoute;
import dev.backline.contract.metrics.ReadableMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscordCollectorTest {

    private static final RestRoute GATEWAY = new RestRoute("GET", "gateway/bot");

    private final ReadableMetrics metrics = new ReadableMetrics();
    private final DiscordCollector collector = new DiscordCollector(metrics);

    @ParameterizedTest
    @CsvSource({
        "0, no_answer",
        "204, success",
        "304, redirection",
        "404, client_error",
        "429, rate_limited",
        "503, server_error"
    })
    void aRequestIsCountedByHowItWasAnswered(int status, String told) {
        collector.requestFinished(GATEWAY, status, 1_000_000);

        assertThat(metrics.values())
                .containsEntry("backline_rest_requests_total{route=GET gateway/bot,status=" + told + "}", 1.0)
                .containsEntry("backline_rest_request_duration_seconds{route=GET gateway/bot}", 1.0)
                .containsEntry("backline_rest_rate_limited_total{route=GET gateway/bot,kind=global}", 0.0);
    }

    @Test
    void aRefusalIsCountedWithTheWaitThatDiscordWants() {
        collector.rateLimited(GATEWAY, true, 3_000_000_000L);
        collector.bucketChanged(GATEWAY, 2, 5);

        assertThat(metrics.values())
                .containsEntry("backline_rest_rate_limited_total{route=GET gateway/bot,kind=global}", 1.0)
                .containsEntry("backline_rest_rate_limit_wait_seconds", 1.0)
                .containsEntry("backline_rest_bucket_remaining{route=GET gateway/bot}", 2.0)
                .containsEntry("backline_rest_bucket_limit{route=GET gateway/bot}", 5.0);
    }

    @Test
    void aShardIsConnectedAsItsLastChangeSays() {
        collector.gatewayChanged(0, GatewayStatus.CONNECTED);
        collector.gatewayChanged(1, GatewayStatus.RESUMED);
        collector.gatewayChanged(1, GatewayStatus.DISCONNECTED);

        assertThat(metrics.values())
                .containsEntry("backline_gateway_connected{shard=0}", 1.0)
                .containsEntry("backline_gateway_connected{shard=1}", 0.0)
                .containsEntry("backline_gateway_changes_total{state=resumed}", 1.0);
    }

    @Test
    void aShardThatAnswersIsConnectedThoughNobodySawItConnect() {
        collector.heartbeatAnswered(3, 40_000_000);

        assertThat(metrics.values())
                .containsEntry("backline_gateway_connected{shard=3}", 1.0)
                .containsEntry("backline_gateway_ping_seconds{shard=3}", 1.0);
    }

    @Test
    void aShardWithANumberBeyondAllIsOther() {
        collector.heartbeatAnswered(70_000, 40_000_000);

        assertThat(metrics.values()).containsEntry("backline_gateway_connected{shard=other}", 1.0);
    }

    @Test
    void whatDiscordTellsIsCountedByKind() {
        collector.eventReceived(GatewayEvent.VOICE);

        assertThat(metrics.values())
                .containsEntry("backline_gateway_events_total{event=voice}", 1.0)
                .containsEntry("backline_gateway_events_total{event=guild}", 0.0);
    }
}
