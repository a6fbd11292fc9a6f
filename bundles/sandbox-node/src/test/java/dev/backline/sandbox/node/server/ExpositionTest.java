package dev.backline.sandbox.node.server;

import static dev.backline.sandbox.node.server.Concert.GUILD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.SandboxNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExpositionTest {

    @AutoClose
    private final Concert concert = new Concert();

    private final SandboxNode node = concert.node(NodeSettings.named("a"));
    private final NodeClient client = concert.client(node);

    private HttpResponse<String> scrape() {
        return client.send(HttpRequest.newBuilder(URI.create(node.uri() + "/metrics")));
    }

    @Test
    void isThereForEverybodyUnderLavalinksNames() {
        client.play(GUILD, "tone:440");
        HttpResponse<String> answer = scrape();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain;version=0.0.4;charset=utf-8");
        assertThat(families(answer))
                .filteredOn(name -> name.startsWith("lavalink_"))
                .containsExactlyInAnyOrder(
                        "lavalink_players_total",
                        "lavalink_playing_players_total",
                        "lavalink_uptime_milliseconds",
                        "lavalink_memory_free_bytes",
                        "lavalink_memory_used_bytes",
                        "lavalink_memory_allocated_bytes",
                        "lavalink_memory_reservable_bytes",
                        "lavalink_cpu_cores",
                        "lavalink_cpu_system_load_percentage",
                        "lavalink_cpu_lavalink_load_percentage",
                        "lavalink_gc_pauses_seconds",
                        "lavalink_gc_pauses_seconds_created");
        assertThat(answer.body()).contains("lavalink_players_total 1.0\n", "lavalink_playing_players_total 1.0\n");
    }

    @Test
    void tellsOfTheJavaProcessAsWell() {
        assertThat(families(scrape()))
                .contains(
                        "process_cpu_seconds_total",
                        "process_resident_memory_bytes",
                        "jvm_threads_current",
                        "jvm_memory_bytes_used",
                        "jvm_gc_collection_seconds",
                        "jvm_info",
                        "logback_appender_total");
    }

    private static List<String> families(HttpResponse<String> answer) {
        return answer.body()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .toList();
    }
}
