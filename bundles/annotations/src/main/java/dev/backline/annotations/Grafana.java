package dev.backline.annotations;

import dev.backline.api.feature.FeatureChange;
import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes annotations by Grafana's HTTP API, {@code POST /api/annotations}. Redirections are not followed: the token is
 * for one host.
 */
final class Grafana implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** What can go into a header. */
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

    private final URI annotations;
    private final String token;
    private final List<String> tags;
    private final HttpClient http;

    /**
     * Not connected yet.
     *
     * @param url where Grafana is, with or without a path
     * @param token secret, of printable ASCII as it goes into a header; empty for none
     * @throws IllegalArgumentException when the URL is none of HTTP, or the token cannot be sent; the message does not
     *     have the token in it
     */
    Grafana(String url, String token, List<String> tags) {
        URI base = URI.create(url.endsWith("/") ? url : url + "/");
        if (!List.of("http", "https").contains(String.valueOf(base.getScheme())) || base.getHost() == null) {
            throw new IllegalArgumentException("“" + url + "” is no URL such as https://grafana.example.org/");
        }
        annotations = base.resolve("api/annotations");
        this.token = token.strip();
        if (!PRINTABLE.matcher(this.token).matches()) {
            throw new IllegalArgumentException("the token has characters that cannot be sent: expected letters, digits"
                    + " and signs of ASCII, on one line");
        }
        this.tags = tags;
        http = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Writes an annotation.
     *
     * @throws IOException when Grafana cannot be reached, or does not take it; the message says why
     */
    void annotate(FeatureChange change) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(annotations)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json(change)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<Void> response = http.send(request.build(), BodyHandlers.discarding());
        if (response.statusCode() != 200) {
            throw new IOException("answers " + response.statusCode() + hint(response.statusCode()));
        }
    }

    private static String hint(int status) {
        return switch (status) {
            case 401, 403 -> ": the token is missing, or lacks the permission annotations:create";
            case 404 -> ": there is no Grafana";
            default -> "";
        };
    }

    private String json(FeatureChange change) {
        String what = change.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String detail = change.detail().isEmpty() ? "" : "; " + change.detail();
        return Json.createObjectBuilder()
                .add("time", change.at().toEpochMilli())
                .add("tags", Json.createArrayBuilder(tags).add(change.feature()).add(what))
                .add("text", change.feature() + " " + what + " (" + change.cause() + ")" + detail)
                .build()
                .toString();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
