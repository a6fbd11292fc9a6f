package dev.backline.profiler.watch;

import dev.backline.profiler.run.Runs.Kept;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Takes alerts from an Alertmanager's webhook: while there is a watch, it keeps evidence of what fires. */
public final class AlertServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Watching watching;

    public AlertServlet(Watching watching) {
        this.watching = watching;
    }

    /** Keeps nothing: the context belongs to another bundle, which may go first. */
    @Override
    public void init(ServletConfig config) {}

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<String> firing;
        try (JsonReader reader = Json.createReader(request.getInputStream())) {
            firing = Alerts.firing(reader.readObject());
        } catch (JsonException | IllegalArgumentException e) {
            answer(response, HttpServletResponse.SC_BAD_REQUEST, "That is no message of an Alertmanager.");
            return;
        }
        if (firing.isEmpty()) {
            answer(response, HttpServletResponse.SC_OK, "Nothing fires.");
        } else if (watching.watch().isEmpty()) {
            answer(response, HttpServletResponse.SC_CONFLICT, "Nothing is watched; profiler:watch on begins.");
        } else {
            Optional<Kept> kept = watching.raise(firing.get());
            answer(
                    response,
                    HttpServletResponse.SC_OK,
                    kept.map(evidence -> "Kept: " + evidence.run().name() + ".")
                            .orElse("Nothing was kept: there is evidence of a short while ago, or the log says why"
                                    + " not."));
        }
    }

    private static void answer(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain; charset=utf-8");
        response.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
