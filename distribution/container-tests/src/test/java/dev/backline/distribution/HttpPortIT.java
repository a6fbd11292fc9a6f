package dev.backline.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The port of HTTP, as an operator chooses it and sees it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HttpPortIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;

    HttpPortIT(@TempDir Path folder) {
        this.folder = folder;
    }

    private static int port(Instance instance) throws IOException, InterruptedException {
        String status = instance.backline("status", "--json").output();
        Matcher port = Pattern.compile("\"httpPort\":(\\d+)").matcher(status);
        assertThat(port.find()).as(status).isTrue();
        return Integer.parseInt(port.group(1));
    }

    private static int get(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void twoHomesHaveEachAFreePortAndStatusSaysWhich() throws Exception {
        try (Instance one = new Instance(folder.resolve("one"));
                Instance two = new Instance(folder.resolve("two"))) {
            one.start("development");
            two.start("development");

            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                assertThat(port(one)).isNotEqualTo(port(two));
                assertThat(get(port(one), "/health/ready")).isEqualTo(200);
                assertThat(get(port(two), "/health/ready")).isEqualTo(200);
            });
            assertThat(two.backline("status").output()).contains("open at 127.0.0.1 port " + port(two));
        }
    }

    @Test
    void aTakenPortIsNamedTheBotGoesOnAndTakesItWhenItIsFree() throws Exception {
        try (Instance instance = new Instance(folder)) {
            int port;
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = taken.getLocalPort();

                assertThat(instance.backline("start", "--set", "development", "--http-port", Integer.toString(port))
                                .code())
                        .isZero();

                await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                                instance.backline("status").output())
                        .contains("127.0.0.1 port " + port + " cannot be opened", "--http-port", "Ready."));
                assertThat(instance.exec("sandbox:say demo \"/play tone 440\"").output())
                        .contains("Now playing");
            }
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(get(port, "/health/live"))
                    .isEqualTo(200));
            assertThat(instance.log()).doesNotContain(" ERROR ");
        }
    }

    @Test
    void whatACrashedBotLeftBehindOpensNothing() throws Exception {
        try (Instance instance = new Instance(folder)) {
            instance.start("development");
            await().atMost(PATIENCE).ignoreExceptions().until(() -> get(port(instance), "/health/live") == 200);
            long process = Long.parseLong(
                    instance.backline("status", "--json").output().replaceFirst("(?s).*\"processId\":(\\d+).*", "$1"));
            ProcessHandle crashed = ProcessHandle.of(process).orElseThrow();
            crashed.destroyForcibly();
            crashed.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            instance.start("development", "--wait", "60");
            instance.exec("feature:off http");
            assertThat(instance.backline("status", "--json").output()).doesNotContain("httpPort");
            instance.backline("stop");
            instance.start("development");

            assertThat(instance.backline("status", "--json").output()).doesNotContain("httpPort");
            assertThat(instance.exec("http:status").code()).isNotZero();
        }
    }
}
