package dev.backline.http.health;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.jspecify.annotations.Nullable;

/** Answers 200 when all health checks of a tag are good, and 503 when not, in words or as JSON. */
public final class HealthServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    /**
     * How long checks may take: longer than {@link Liveness} needs to be sure, and no longer, since a request holds a
     * thread of the server for as long. A late check is a warning, or what it was before if that was worse.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";

    private final transient HealthCheckExecutor executor;
    private final String tag;

    /**
     * For the checks of that tag.
     *
     * @param executor which runs them, and keeps what they said for two seconds
     */
    public HealthServlet(HealthCheckExecutor executor, String tag) {
        this.executor = executor;
        this.tag = tag;
    }

    /** Where it answers. */
    public String[] patterns() {
        String path = "/health/" + tag;
        return new String[] {path, path + ".json", path + ".txt"};
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HealthCheckExecutionOptions options = new HealthCheckExecutionOptions();
        options.setOverrideGlobalTimeout(Math.toIntExact(PATIENCE.toMillis()));
        Report report = Report.of(executor.execute(HealthCheckSelector.tags(tag), options));
        boolean json = wantsJson(request.getServletPath(), request.getHeader("Accept"));
        response.setStatus(report.good() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType((json ? JSON : TEXT) + "; charset=utf-8");
        byte[] body = (json ? report.json() + "\n" : report.text()).getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static boolean wantsJson(String path, @Nullable String accept) {
        if (path.endsWith(".json") || path.endsWith(".txt")) {
            return path.endsWith(".json");
        }
        return accept != null && Accept.quality(accept, JSON) > Accept.quality(accept, TEXT);
    }
}
