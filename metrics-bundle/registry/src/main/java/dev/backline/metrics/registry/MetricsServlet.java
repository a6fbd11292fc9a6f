package dev.backline.metrics.registry;

import dev.backline.metrics.registry.RegistryMetrics.ScrapeResult;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /metrics} for Prometheus, and {@code /metrics/page} for people. */
final class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger log = LoggerFactory.getLogger(MetricsServlet.class);

    /** So many may wait or be answered at a time: each holds a thread of the server, and others need some, too. */
    private static final int AT_A_TIME = 4;

    private final transient Scraper scraper;
    private final transient RegistryMetrics metrics;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    MetricsServlet(Scraper scraper, RegistryMetrics metrics) {
        this.scraper = scraper;
        this.metrics = metrics;
    }

    /** How many more requests may come at this moment. */
    int free() {
        return places.availablePermits();
    }

    /** Keeps nothing: the context belongs to another bundle, which may go first. */
    @Override
    public void init(ServletConfig config) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (!places.tryAcquire()) {
            refuse(response, ScrapeResult.BUSY, "Too many requests for metrics at a time");
            return;
        }
        try {
            Scrape scrape = scraper.scrape();
            if (request.getServletPath().endsWith("/page")) {
                // The door's own policy allows no styles at all.
                response.setHeader("Content-Security-Policy", MetricsPage.POLICY);
                succeed(
                        response,
                        MetricsPage.CONTENT_TYPE,
                        MetricsPage.html(scrape).getBytes(StandardCharsets.UTF_8));
            } else {
                succeed(request, response, scrape);
            }
        } catch (Scraper.TooSlow e) {
            refuse(response, ScrapeResult.TOO_SLOW, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(response, ScrapeResult.FAILED, "The metrics are being stopped");
        } catch (IllegalStateException e) {
            log.warn("A request for metrics failed", e);
            refuse(response, ScrapeResult.FAILED, "The metrics could not be read; the log says why");
        } finally {
            places.release();
        }
    }

    private void succeed(HttpServletRequest request, HttpServletResponse response, Scrape scrape) throws IOException {
        Format format = Negotiation.format(request.getHeader("Accept"));
        response.setHeader("Vary", "Accept, Accept-Encoding");
        boolean gzip = Negotiation.gzip(request.getHeader("Accept-Encoding"));
        if (gzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        succeed(response, format.contentType(), gzip ? scrape.gzip(format) : scrape.text(format));
    }

    /** Counts it before it is sent: with the last byte the client goes on, and may look. */
    private void succeed(HttpServletResponse response, String type, byte[] content) throws IOException {
        metrics.answered(ScrapeResult.OK);
        answer(response, type, content);
    }

    private static void answer(HttpServletResponse response, String type, byte[] content) throws IOException {
        response.setContentType(type);
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }

    private void refuse(HttpServletResponse response, ScrapeResult result, String why) throws IOException {
        metrics.answered(result);
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        answer(response, "text/plain; charset=utf-8", (why + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
