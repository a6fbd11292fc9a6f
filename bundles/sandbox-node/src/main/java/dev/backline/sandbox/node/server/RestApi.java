package dev.backline.sandbox.node.server;

import com.sedmelluq.discord.lavaplayer.tools.FriendlyException;
import com.sedmelluq.discord.lavaplayer.tools.PlayerLibrary;
import dev.arbjerg.lavalink.protocol.v4.Error;
import dev.arbjerg.lavalink.protocol.v4.Session;
import dev.arbjerg.lavalink.protocol.v4.SessionUpdate;
import dev.arbjerg.lavalink.protocol.v4.StatsData;
import dev.arbjerg.lavalink.protocol.v4.Track;
import dev.arbjerg.lavalink.protocol.v4.Version;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.player.Engine;
import dev.backline.sandbox.node.player.FilterChain;
import dev.backline.sandbox.node.player.GuildPlayer;
import dev.backline.sandbox.node.player.PlayerChange;
import dev.backline.sandbox.node.player.Tracks;
import dev.backline.sandbox.node.protocol.Refusal;
import dev.backline.sandbox.node.protocol.Wire;
import dev.backline.sandbox.node.timing.Gate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kotlinx.serialization.json.JsonArray;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonElementKt;
import kotlinx.serialization.json.JsonObject;
import kotlinx.serialization.json.JsonPrimitive;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lavalink's REST API, version 4. Its requests are handled by threads that may block. */
final class RestApi extends Handler.Abstract {

    private static final Logger log = LoggerFactory.getLogger(RestApi.class);

    private static final String METRICS = "/metrics";
    private static final long BUILT_MILLIS =
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private final NodeSettings settings;
    private final Condition condition;
    private final Gate gate;
    private final Engine engine;
    private final Sessions sessions;
    private final Statistics statistics;
    private final Exposition exposition;

    RestApi(
            NodeSettings settings,
            Condition condition,
            Gate gate,
            Engine engine,
            Sessions sessions,
            Statistics statistics,
            Exposition exposition) {
        this.settings = settings;
        this.condition = condition;
        this.gate = gate;
        this.engine = engine;
        this.sessions = sessions;
        this.statistics = statistics;
        this.exposition = exposition;
    }

    /**
     * What is answered.
     *
     * @param body empty for none
     */
    private record Answer(int status, String contentType, String body) {

        static Answer json(JsonElement body) {
            return new Answer(HttpStatus.OK_200, "application/json", body.toString());
        }

        static Answer text(String contentType, String body) {
            return new Answer(HttpStatus.OK_200, contentType, body);
        }

        static Answer empty(int status) {
            return new Answer(status, "", "");
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!gate.pass()) {
            callback.failed(new IllegalStateException("the node is over"));
            return true;
        }
        Answer answer = answer(request);
        if (!condition.waitForLag() || !gate.pass()) {
            callback.failed(new IllegalStateException("the node is over"));
            return true;
        }
        response.setStatus(answer.status());
        response.getHeaders().put("Lavalink-Api-Version", "4");
        if (!answer.contentType().isEmpty()) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        }
        response.write(true, ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    private Answer answer(Request request) {
        String path = Request.getPathInContext(request);
        if (path.equals(METRICS)) {
            return Answer.text(Exposition.CONTENT_TYPE, exposition.text());
        }
        String password = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (password == null) {
            return Answer.empty(HttpStatus.UNAUTHORIZED_401);
        }
        if (condition.isRefusing() || !password.equals(settings.password())) {
            return Answer.empty(HttpStatus.FORBIDDEN_403);
        }
        Fields query = Request.extractQueryParameters(request);
        try {
            return route(request, path, query);
        } catch (Refusal refusal) {
            return error(refusal, path, query);
        } catch (Exception failure) { // Whatever it is, the client gets an answer, as it does from Lavalink.
            log.error("The node {} cannot answer {} {}", settings.name(), request.getMethod(), path, failure);
            return error(Refusal.failed(String.valueOf(failure.getMessage()), failure), path, query);
        }
    }

    private static Answer error(Refusal refusal, String path, Fields query) {
        Error error = new Error(
                kotlinx.datetime.Instant.Companion.fromEpochMilliseconds(System.currentTimeMillis()),
                refusal.status(),
                HttpStatus.getMessage(refusal.status()),
                "true".equals(query.getValue("trace")) ? Tracks.stackTrace(refusal) : null,
                String.valueOf(refusal.getMessage()),
                path);
        return new Answer(
                refusal.status(),
                "application/json",
                Wire.tree(Error.Companion.serializer(), error).toString());
    }

    private Answer route(Request request, String path, Fields query) throws Exception {
        List<String> parts = Arrays.asList(path.substring(1).split("/"));
        String method = request.getMethod();
        return switch (parts.getFirst()) {
            case "version" -> {
                require(parts.size() == 1, path);
                yield Answer.text("text/plain;charset=utf-8", settings.version());
            }
            case "v4" ->
                switch (parts.size()) {
                    case 2 -> ofNode(request, method, parts.get(1), path, query);
                    case 3, 4 -> {
                        if (parts.get(1).equals("routeplanner")) {
                            yield ofRoutePlanner(method, path);
                        }
                        require(parts.get(1).equals("sessions"), path);
                        NodeSession session = sessions.connected(parts.get(2));
                        if (parts.size() == 3) {
                            require(method, "PATCH");
                            yield ofSession(session, request);
                        }
                        require(parts.get(3).equals("players"), path);
                        require(method, "GET");
                        yield Answer.json(new JsonArray(session.players().stream()
                                .map(GuildPlayer::describe)
                                .toList()));
                    }
                    case 5 -> {
                        require(parts.get(1).equals("sessions") && parts.get(3).equals("players"), path);
                        yield ofPlayer(sessions.connected(parts.get(2)), guild(parts.get(4)), request, method, query);
                    }
                    default -> throw notFound(path);
                };
            default -> throw notFound(path);
        };
    }

    private static void require(boolean known, String path) {
        if (!known) {
            throw notFound(path);
        }
    }

    private static Refusal notFound(String path) {
        return Refusal.notFound("No static resource " + path.substring(1) + ".");
    }

    private static void require(String method, String allowed) {
        if (!method.equals(allowed)) {
            throw notAllowed(method);
        }
    }

    private static Refusal notAllowed(String method) {
        return new Refusal(
                HttpStatus.METHOD_NOT_ALLOWED_405, "Request method '" + method + "' is not supported.", null);
    }

    private static long guild(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("A guild's id is a number, not " + text);
        }
    }

    private Answer ofNode(Request request, String method, String what, String path, Fields query) throws Exception {
        switch (what) {
            case "info" -> {
                require(method, "GET");
                return Answer.json(info());
            }
            case "stats" -> {
                require(method, "GET");
                return Answer.json(Wire.tree(StatsData.Companion.serializer(), statistics.ofNode()));
            }
            case "loadtracks" -> {
                require(method, "GET");
                return Answer.json(load(parameter(query, "identifier")));
            }
            case "decodetrack" -> {
                require(method, "GET");
                String encoded = query.getValue("encodedTrack");
                return Answer.json(decode(encoded == null ? parameter(query, "track") : encoded));
            }
            case "decodetracks" -> {
                require(method, "POST");
                return Answer.json(decodeAll(body(request)));
            }
            default -> throw notFound(path);
        }
    }

    /** As it is when none is configured. */
    private static Answer ofRoutePlanner(String method, String path) {
        return switch (path) {
            case "/v4/routeplanner/status" -> {
                require(method, "GET");
                yield Answer.empty(HttpStatus.NO_CONTENT_204);
            }
            case "/v4/routeplanner/free/address", "/v4/routeplanner/free/all" -> {
                require(method, "POST");
                throw Refusal.failed("Can't access disabled route planner", null);
            }
            default -> throw notFound(path);
        };
    }

    private static String parameter(Fields query, String name) {
        String value = query.getValue(name);
        if (value == null) {
            throw Refusal.badRequest("Required parameter '" + name + "' is not present.");
        }
        return value;
    }

    private static JsonElement body(Request request) throws Exception {
        return Wire.parse(Content.Source.asString(request, StandardCharsets.UTF_8));
    }

    private JsonObject info() {
        Version version = Version.Companion.fromSemver(settings.version());
        return Wire.object(Map.of(
                "version", Wire.tree(Version.Companion.serializer(), version),
                "buildTime", BUILT_MILLIS,
                "git", Wire.object(Map.of("branch", "sandbox", "commit", "0000000", "commitTime", BUILT_MILLIS)),
                "jvm", System.getProperty("java.version"),
                "lavaplayer", PlayerLibrary.VERSION,
                "sourceManagers", texts(engine.sources()),
                "filters", texts(FilterChain.NAMES),
                "plugins", texts(List.of())));
    }

    private static JsonArray texts(List<String> texts) {
        return new JsonArray(texts.stream().map(JsonElementKt::JsonPrimitive).toList());
    }

    private JsonObject load(String identifier) {
        try {
            return Tracks.loaded(engine, engine.load(identifier));
        } catch (FriendlyException e) {
            return Tracks.failed(e);
        }
    }

    private JsonElement decode(String encoded) {
        return Wire.tree(Track.Companion.serializer(), Tracks.describe(encoded, engine.decode(encoded)));
    }

    private JsonElement decodeAll(JsonElement body) {
        if (!(body instanceof JsonArray encoded)
                || encoded.stream().anyMatch(text -> !(text instanceof JsonPrimitive known && known.isString()))) {
            throw Refusal.badRequest("Expected an array of encoded tracks");
        }
        if (encoded.isEmpty()) {
            throw Refusal.badRequest("No tracks to decode provided");
        }
        return new JsonArray(encoded.stream()
                .map(text -> decode(JsonElementKt.getJsonPrimitive(text).getContent()))
                .toList());
    }

    private static Answer ofSession(NodeSession session, Request request) throws Exception {
        SessionUpdate update = Wire.read(SessionUpdate.Companion.serializer(), body(request));
        return Answer.json(Wire.tree(Session.Companion.serializer(), session.change(update)));
    }

    private static Answer ofPlayer(NodeSession session, long guildId, Request request, String method, Fields query)
            throws Exception {
        switch (method) {
            case "GET" -> {
                return Answer.json(session.player(guildId)
                        .orElseThrow(() -> Refusal.notFound("Player not found"))
                        .describe());
            }
            case "PATCH" -> {
                PlayerChange change = PlayerChange.read(guildId, session.userId(), body(request));
                GuildPlayer player = session.openPlayer(guildId);
                player.change(change, "true".equals(query.getValue("noReplace")));
                return Answer.json(player.describe());
            }
            case "DELETE" -> {
                session.destroyPlayer(guildId);
                return Answer.empty(HttpStatus.NO_CONTENT_204);
            }
            default -> throw notAllowed(method);
        }
    }

    /** What a client must show to open a WebSocket, or what it is answered instead. */
    @Nullable Integer refusesSocket(Request request) {
        String password = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (condition.isRefusing() || !settings.password().equals(password)) {
            return HttpStatus.UNAUTHORIZED_401;
        }
        try {
            String userId = request.getHeaders().get("User-Id");
            return userId == null || Long.parseLong(userId) == 0 ? HttpStatus.BAD_REQUEST_400 : null;
        } catch (NumberFormatException e) {
            return HttpStatus.BAD_REQUEST_400;
        }
    }
}
