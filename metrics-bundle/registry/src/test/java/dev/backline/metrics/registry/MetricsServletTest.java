package dev.backline.metrics.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backline.api.audio.SourceKey;
import dev.backline.metrics.registry.Beats.Drum;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsServletTest {

    /** What a client got. */
    private static final class Answer {

        final Map<String, String> headers = new HashMap<>();
        final ByteArrayOutputStream body = new ByteArrayOutputStream();
        int status = 200;

        String text() {
            return body.toString(StandardCharsets.UTF_8);
        }

        HttpServletResponse response() {
            return (HttpServletResponse) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, method, args) -> {
                        switch (method.getName()) {
                            case "setHeader" -> headers.put((String) args[0], (String) args[1]);
                            case "setContentType" -> headers.put("Content-Type", (String) args[0]);
                            case "setContentLength" -> headers.put("Content-Length", args[0].toString());
                            case "setStatus" -> status = (int) args[0];
                            case "getOutputStream" -> {
                                return stream();
                            }
                            default -> throw new UnsupportedOperationException(method.getName());
                        }
                        return null;
                    });
        }

        private ServletOutputStream stream() {
            return new ServletOutputStream() {
                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(@Nullable WriteListener listener) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void write(int value) {
                    body.write(value);
                }
            };
        }
    }

    private final Registry registry = new Registry();
    private final CatalogExports exports = new CatalogExports(
            registry.dropwizard(),
            registry::families,
            new Limits(Dimensions.parse("source", "drum", "version", "result"), 1_000, 10_000));
    private final RegistryMetrics metrics = new RegistryMetrics(exports::failures, sink -> {});
    private final Scraper scraper =
            new Scraper(exports, metrics, Duration.ofSeconds(30), Duration.ZERO, System::nanoTime);
    private final MetricsServlet servlet = new MetricsServlet(scraper, metrics);

    @BeforeEach
    void play() {
        registry.add(metrics);
    }

    @AfterEach
    void close() {
        scraper.close();
    }

    private Answer get(String path, String... headers) throws Exception {
        Answer answer = new Answer();
        Map<String, String> sent = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            sent.put(headers[i], headers[i + 1]);
        }
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getServletPath" -> path;
                    case "getHeader" -> sent.get((String) args[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        servlet.doGet(request, answer.response());
        return answer;
    }

    @Test
    void prometheusIsGivenItsText() throws Exception {
        Answer answer = get("/metrics");

        assertThat(answer.headers)
                .containsEntry("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .containsEntry("Vary", "Accept, Accept-Encoding")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("Content-Length", Integer.toString(answer.body.size()))
                .doesNotContainKey("Content-Encoding");
        assertThat(answer.text()).contains("# TYPE backline_metrics_scrapes_total counter\n");
    }

    @Test
    void openMetricsIsZippedForWhoeverWantsBoth() throws Exception {
        Answer answer = get("/metrics", "Accept", "application/openmetrics-text", "Accept-Encoding", "gzip");

        assertThat(answer.headers)
                .containsEntry("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8")
                .containsEntry("Content-Encoding", "gzip");
        assertThat(new String(
                        new GZIPInputStream(new ByteArrayInputStream(answer.body.toByteArray())).readAllBytes(),
                        StandardCharsets.UTF_8))
                .contains("# TYPE backline_metrics_scrapes counter\n")
                .endsWith("# EOF\n");
    }

    @Test
    void aBrowserIsGivenAPageInWhichNothingIsMarkup() throws Exception {
        Beats beats = new Beats(() -> 1);
        registry.add(beats);
        beats.strokes.of(new SourceKey("http"), Drum.SNARE).inc(3);

        Answer answer = get("/metrics/page");

        assertThat(answer.headers)
                .containsEntry("Content-Type", "text/html; charset=utf-8")
                .containsEntry("Content-Security-Policy", MetricsPage.POLICY);
        assertThat(answer.text())
                .contains(
                        "<td>source=http drum=snare</td><td>3.0</td>", "<h2>backline_beat_strokes_total <small>counter")
                .doesNotContain("<script", "_bucket");
    }

    @Test
    void whoComesWhenEverybodyIsThereIsToldSo() throws Exception {
        CountDownLatch may = new CountDownLatch(1);
        registry.add(new Beats(() -> {
            try {
                may.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 1;
        }));
        Thread[] others = new Thread[4];
        for (int i = 0; i < others.length; i++) {
            others[i] = Thread.ofVirtual().start(() -> {
                try {
                    get("/metrics");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        await().until(() -> servlet.free() == 0);

        Answer refused = get("/metrics");

        assertThat(refused.status).isEqualTo(503);
        assertThat(refused.text()).isEqualTo("Too many requests for metrics at a time\n");
        may.countDown();
        for (Thread other : others) {
            other.join();
        }

        assertThat(get("/metrics").text())
                .contains("backline_metrics_scrapes_total{result=\"ok\",} 4.0", "result=\"busy\",} 1.0");
    }

    @Test
    void whatTakesTooLongIsAnError() throws Exception {
        CountDownLatch may = new CountDownLatch(1);
        registry.add(new Beats(() -> {
            while (may.getCount() > 0) {
                Thread.onSpinWait();
            }
            return 1;
        }));
        scraper.limits(Duration.ofMillis(300), Duration.ZERO);

        Answer answer = get("/metrics");
        may.countDown();

        assertThat(answer.status).isEqualTo(503);
        assertThat(answer.text()).startsWith("The metrics could not be read within 300 ms");
    }
}
