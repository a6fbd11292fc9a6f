package dev.backline.lavalink.backend.node;

import dev.arbjerg.lavalink.protocol.v4.Info;
import dev.arbjerg.lavalink.protocol.v4.LoadResult;
import dev.arbjerg.lavalink.protocol.v4.Player;
import dev.backline.api.event.NodeObserver;
import dev.backline.api.event.NodeRoute;
import dev.backline.api.voice.VoiceCredentials;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The REST API of one node. Every request is given a time, after which it fails: a server that is asked to connect to a
 * voice server that refuses answers never. Futures complete on the client's threads, and fail with {@link RequestFailed}.
 */
final class NodeRest {

    private static final String PLAYER = "/v4/sessions/{session}/players/{guild}";

    private final HttpClient http;
    private final NodeConfig config;
    private final NodeObserver observer;
    private final Duration patience;
    private final NodeRoute version;
    private final NodeRoute info;
    private final NodeRoute load;
    private final NodeRoute session;
    private final NodeRoute players;
    private final NodeRoute update;
    private final NodeRoute destroy;

    NodeRest(HttpClient http, NodeConfig config, NodeObserver observer, Duration patience) {
        this.http = http;
        this.config = config;
        this.observer = observer;
        this.patience = patience;
        version = new NodeRoute(config.key(), "GET", "/version");
        info = new NodeRoute(config.key(), "GET", "/v4/info");
        load = new NodeRoute(config.key(), "GET", "/v4/loadtracks");
        session = new NodeRoute(config.key(), "PATCH", "/v4/sessions/{session}");
        players = new NodeRoute(config.key(), "GET", "/v4/sessions/{session}/players");
        update = new NodeRoute(config.key(), "PATCH", PLAYER);
        destroy = new NodeRoute(config.key(), "DELETE", PLAYER);
    }

    /** Name of the node. */
    String node() {
        return config.key().name();
    }

    CompletableFuture<String> version(Duration within) {
        return send(version, "/version", BodyPublishers.noBody(), within, String::strip);
    }

    CompletableFuture<Info> info() {
        return send(info, "/v4/info", BodyPublishers.noBody(), patience, Wire::info);
    }

    CompletableFuture<LoadResult> load(String identifier) {
        String path = "/v4/loadtracks?identifier=" + URLEncoder.encode(identifier, StandardCharsets.UTF_8);
        return send(load, path, BodyPublishers.noBody(), patience, Wire::loadResult);
    }

    CompletableFuture<String> resuming(String sessionId, boolean resuming, Duration timeout) {
        return send(session, "/v4/sessions/" + sessionId, json(Wire.resuming(resuming, timeout)), patience, body -> "");
    }

    CompletableFuture<List<Player>> players(String sessionId) {
        return send(
                players, "/v4/sessions/" + sessionId + "/players", BodyPublishers.noBody(), patience, Wire::players);
    }

    CompletableFuture<String> update(String sessionId, long guildId, PlayerPatch patch) {
        return send(update, player(sessionId, guildId), json(Wire.player(patch)), patience, body -> "");
    }

    CompletableFuture<String> voice(String sessionId, VoiceCredentials credentials, Duration within) {
        return send(
                update, player(sessionId, credentials.guildId()), json(Wire.voice(credentials)), within, body -> "");
    }

    CompletableFuture<String> destroy(String sessionId, long guildId) {
        return send(destroy, player(sessionId, guildId), BodyPublishers.noBody(), patience, body -> "");
    }

    private static String player(String sessionId, long guildId) {
        return "/v4/sessions/" + sessionId + "/players/" + Long.toUnsignedString(guildId);
    }

    private static BodyPublisher json(String text) {
        return BodyPublishers.ofString(text);
    }

    private <T> CompletableFuture<T> send(
            NodeRoute route, String path, BodyPublisher body, Duration within, Function<String, T> read) {
        HttpRequest request = HttpRequest.newBuilder(config.resolve(path))
                .method(route.method(), body)
                .header("Authorization", config.password())
                .header("Content-Type", "application/json")
                .timeout(within)
                .build();
        long began = System.nanoTime();
        return exchange(request, within)
                .exceptionallyCompose(failure -> again(request, within, failure))
                .handle((response, failure) -> {
                    observer.requestFinished(
                            route, response == null ? 0 : response.statusCode(), System.nanoTime() - began);
                    return answer(route, response, failure, within, read);
                });
    }

    private CompletableFuture<HttpResponse<String>> exchange(HttpRequest request, Duration within) {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, BodyHandlers.ofString());
        // The client's own time-out ends with the head of the answer. What nobody waits for is cancelled, else it
        // keeps its connection.
        return answer.copy()
                .orTimeout(2 * within.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> answer.cancel(true));
    }

    /** A connection that was kept open may be one to a server that is gone; the next one is new. */
    private CompletableFuture<HttpResponse<String>> again(HttpRequest request, Duration within, Throwable failure) {
        Throwable cause = RequestFailed.cause(failure);
        boolean stale = cause instanceof IOException
                && !(cause instanceof HttpTimeoutException)
                && !(cause instanceof ConnectException);
        return stale ? exchange(request, within) : CompletableFuture.failedFuture(cause);
    }

    private static <T> T answer(
            NodeRoute route,
            @Nullable HttpResponse<String> response,
            @Nullable Throwable failure,
            Duration within,
            Function<String, T> read) {
        if (response == null) {
            Throwable cause = failure == null ? new IOException("no response") : RequestFailed.cause(failure);
            throw new RequestFailed(
                    cause instanceof HttpTimeoutException || cause instanceof TimeoutException
                            ? route.method() + " " + route.template() + " was not answered within " + within.toMillis()
                                    + " ms"
                            : route.method() + " " + route.template() + " failed: " + words(cause),
                    cause);
        }
        int status = response.statusCode();
        if (status >= 300) {
            throw new RequestFailed(
                    status,
                    route.method() + " " + route.template() + " was answered with status " + status
                            + Wire.refusal(response.body())
                                    .map(message -> ": " + message)
                                    .orElse(""));
        }
        return read.apply(response.body());
    }

    private static Throwable rootOf(Throwable failure) {
        return failure.getCause() == null ? failure : rootOf(failure.getCause());
    }

    /** What went wrong, in words: many exceptions of the network have no message. */
    static String words(Throwable cause) {
        if (cause instanceof ConnectException && cause.getMessage() == null) {
            return rootOf(cause) instanceof UnresolvedAddressException
                    ? "its host name has no address"
                    : "nobody listens at its port";
        }
        if (cause.getMessage() == null && cause.getCause() != null) {
            return words(cause.getCause());
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
