package dev.backline.lavalink.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backline.api.event.NodeKey;
import dev.backline.api.lavalink.NodeState;
import dev.backline.lavalink.backend.Studio.Guild;
import dev.backline.lavalink.backend.node.NodeConfig;
import dev.backline.sandbox.node.Fault;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.SandboxNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxy of {@code infra/lavalink} in front of a node. */
class ProxyTest {

    private static final String SCRAPER = "prometheus";
    private static final String SECRET = "a_secret_of_its_own";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Studio studio;

    @SuppressWarnings("NullAway.Init")
    private SandboxNode node;

    @SuppressWarnings("NullAway.Init")
    private Nginx proxy;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void open() {
        assumeTrue(
                "required".equals(System.getenv("BACKLINE_TOOLS"))
                        || Nginx.executable().isPresent(),
                "nginx is not installed; Debian has it: apt-get install nginx-light");
        studio = new Studio();
        node = studio.server(NodeSettings.named("north"));
        proxy = new Nginx(folder, node.uri(), SCRAPER, SECRET);
    }

    @AfterEach
    void close() {
        http.close();
        if (proxy != null) {
            proxy.close();
        }
        if (studio != null) {
            studio.close();
        }
    }

    @Test
    void aNodeAloneShowsItsMetricsToAnybody() throws Exception {
        HttpResponse<String> answer = get(node.uri(), "/metrics", "");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metrics",
                "/metrics/",
                "/METRICS",
                "//metrics",
                "/%6detrics",
                "/v4/../metrics",
                "/v4/..;/metrics",
                "/metrics;a=b",
                "/metrics?format=text",
                "/v4/%2e%2e/metrics"
            })
    void behindTheProxyMetricsTakeCredentials(String path) throws Exception {
        assertThat(get(proxy.uri(), path, "").statusCode()).isIn(400, 401);
        assertThat(get(proxy.uri(), path, basic("wrong")).statusCode()).isIn(400, 401);
        assertThat(get(proxy.uri(), path, NodeSettings.USUAL_PASSWORD).statusCode())
                .isIn(400, 401);
    }

    @Test
    void whoeverHasTheCredentialsReadsTheMetrics() throws Exception {
        HttpResponse<String> answer = get(proxy.uri(), "/metrics", basic(SECRET));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("lavalink_players_total", "lavalink_cpu_system_load_percentage");
    }

    @Test
    void theNodesOwnPasswordIsDemandedAsEver() throws Exception {
        assertThat(get(proxy.uri(), "/v4/info", "").statusCode()).isEqualTo(401);
        assertThat(get(proxy.uri(), "/v4/info", "wrong").statusCode()).isEqualTo(403);
        assertThat(get(proxy.uri(), "/v4/info", NodeSettings.USUAL_PASSWORD).statusCode())
                .isEqualTo(200);
    }

    @Test
    void musicPlaysThroughTheProxyAndADeadNodeIsNoticed() {
        studio.cluster.configure(
                new NodeConfig(new NodeKey("north", ""), proxy.uri(), NodeSettings.USUAL_PASSWORD, 1, ""));
        studio.awaitState("north", NodeState.UP);
        Guild guild = studio.guild(1).join().plays(440);
        assertThat(guild.place()).isEqualTo("lavalink (north)");

        node.suffer(new Fault.Death());

        studio.awaitState("north", NodeState.DOWN);
        await().atMost(Studio.PATIENCE)
                .untilAsserted(() -> assertThat(guild.listener.heard()).endsWith("lost"));
    }

    private HttpResponse<String> get(URI server, String path, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String basic(String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((SCRAPER + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
