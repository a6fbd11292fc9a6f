package dev.backline.sandbox.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.backline.sandbox.interaction.Interactions;
import dev.backline.sandbox.world.Payloads;
import dev.backline.sandbox.world.Snowflakes;
import dev.backline.sandbox.world.User;
import dev.backline.sandbox.world.World;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * REST API v10. Interaction callbacks and webhooks are authorized by the token in their path, everything else by the
 * bot's token. Requests are answered on the web server's threads; nothing blocks but the faults that are switched on.
 */
public final class RestApi extends Handler.Abstract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "/api/v10/";

    private record Route(String method, Pattern path, boolean authorized, Action action) {}

    private record Call(Matcher path, JsonNode body, boolean withResponse) {
        String part(int index) {
            return path.group(index);
        }
    }

    /** Answers with JSON, or with nothing: 204. */
    private interface Action {
        Optional<JsonNode> answer(Call call);
    }

    /** Of Discord's recommendation. */
    private static final int GUILDS_PER_SHARD = 1000;

    private final World world;
    private final Interactions interactions;
    private final String token;
    private final Supplier<String> gatewayUrl;
    private final RestFaults faults;
    private final RateLimits limits = new RateLimits();
    private final List<Route> routes = new ArrayList<>();

    /**
     * @param token of the bot
     * @param gatewayUrl where the gateway is
     */
    public RestApi(
            World world, Interactions interactions, String token, Supplier<String> gatewayUrl, RestFaults faults) {
        this.world = world;
        this.interactions = interactions;
        this.token = token;
        this.gatewayUrl = gatewayUrl;
        this.faults = faults;
        String callback = "interactions/(\\d{1,19})/([^/]+)/callback";
        String webhook = "webhooks/\\d+/([^/]+)";
        String message = webhook + "/messages/(@original|\\d+)";
        bot("GET", "users/@me", call -> Optional.of(self()));
        bot("GET", "gateway/bot", call -> Optional.of(gatewayBot()));
        bot("GET", "oauth2/applications/@me|applications/@me", call -> Optional.of(application()));
        bot("GET", "applications/\\d+/commands", call -> Optional.of(commands()));
        bot("PUT", "applications/\\d+/commands", call -> Optional.of(register(call.body())));
        open("GET", "gateway", call -> Optional.of(object().put("url", gatewayUrl.get())));
        open("POST", callback, this::callback);
        open("POST", webhook, call -> {
            MessageRules.checkNew(call.body());
            return Optional.of(interactions.followUp(call.part(1), call.body()));
        });
        open("GET", message, call -> Optional.of(interactions.get(call.part(1), call.part(2))));
        open("PATCH", message, call -> {
            MessageRules.check(call.body());
            return Optional.of(interactions.edit(call.part(1), call.part(2), call.body()));
        });
        open("DELETE", message, call -> {
            interactions.delete(call.part(1), call.part(2));
            return Optional.empty();
        });
    }

    private void bot(String method, String path, Action action) {
        routes.add(new Route(method, Pattern.compile(path), true, action));
    }

    private void open(String method, String path, Action action) {
        routes.add(new Route(method, Pattern.compile(path), false, action));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Request.getPathInContext(request);
        try {
            Optional<Path> upload = world.uploads().find(path);
            if (upload.isPresent()) {
                serve(upload.get(), response, callback);
                return true;
            }
            if (!path.startsWith(PREFIX)) {
                throw ApiError.of(404, 0, "404: Not Found");
            }
            faults.strike();
            Optional<JsonNode> answer = answer(request, path.substring(PREFIX.length()), response);
            response.setStatus(answer.isPresent() ? 200 : 204);
            write(response, callback, answer.map(JsonNode::toString).orElse(""));
        } catch (ApiError refused) {
            response.setStatus(refused.status());
            write(response, callback, refused.json());
        } catch (RestFaults.Struck fault) {
            response.setStatus(fault.status());
            fault.headers().forEach((name, value) -> response.getHeaders().put(name, value));
            write(response, callback, fault.body());
        }
        return true;
    }

    private static void serve(Path file, Response response, Callback callback) throws IOException {
        byte[] content = Files.readAllBytes(file);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
        response.write(true, ByteBuffer.wrap(content), callback);
    }

    private Optional<JsonNode> answer(Request request, String path, Response response) throws Exception {
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(path);
            if (route.method().equals(request.getMethod()) && matcher.matches()) {
                if (route.authorized()
                        && !("Bot " + token).equals(request.getHeaders().get(HttpHeader.AUTHORIZATION))) {
                    throw ApiError.unauthorized();
                }
                limits.describe(route.method() + " " + route.path(), response);
                boolean withResponse =
                        "true".equals(Request.extractQueryParameters(request).getValue("with_response"));
                return route.action().answer(new Call(matcher, body(request), withResponse));
            }
        }
        throw ApiError.of(404, 0, "404: Not Found");
    }

    private static JsonNode body(Request request) throws Exception {
        String text = Content.Source.asString(request, StandardCharsets.UTF_8);
        try {
            return text.isEmpty() ? JsonNodeFactory.instance.objectNode() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw ApiError.of(400, 50109, "The request body contains invalid JSON.");
        }
    }

    private static void write(Response response, Callback callback, String body) {
        if (!body.isEmpty()) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        }
        Content.Sink.write(response, true, body, callback);
    }

    private Optional<JsonNode> callback(Call call) {
        int type = call.body().path("type").asInt();
        if (type == Interactions.ANSWER) {
            MessageRules.checkNew(call.body().path("data"));
        } else if (type == Interactions.EDIT) {
            MessageRules.check(call.body().path("data"));
        }
        long id = Long.parseUnsignedLong(call.part(1));
        Optional<JsonNode> message = interactions.callback(id, call.part(2), call.body());
        if (!call.withResponse()) {
            return Optional.empty();
        }
        ObjectNode response = object();
        response.putObject("interaction")
                .put("id", Payloads.id(id))
                .put("type", Interactions.COMMAND)
                .put("response_message_loading", type == Interactions.DEFER)
                .put("response_message_ephemeral", false);
        message.ifPresent(made -> {
            ObjectNode resource = response.putObject("resource").put("type", type);
            resource.set("message", made);
        });
        return Optional.of(response);
    }

    private ObjectNode self() {
        User bot = world.bot();
        return Payloads.user(bot)
                .put("verified", true)
                .put("mfa_enabled", false)
                .put("flags", 0);
    }

    private ObjectNode gatewayBot() {
        ObjectNode answer = object().put("url", gatewayUrl.get())
                .put("shards", Math.max(1, Math.ceilDiv(world.guilds().size(), GUILDS_PER_SHARD)));
        answer.putObject("session_start_limit")
                .put("total", 1000)
                .put("remaining", 1000)
                .put("reset_after", 86_400_000)
                .put("max_concurrency", 1);
        return answer;
    }

    private ObjectNode application() {
        ObjectNode application = object().put("id", Payloads.id(world.bot().id()))
                .put("name", world.bot().name())
                .put("description", "")
                .put("bot_public", false)
                .put("bot_require_code_grant", false)
                .put("verify_key", "0")
                .put("flags", 0)
                .putNull("icon");
        application.set("owner", Payloads.user(world.bot()));
        return application;
    }

    private ArrayNode commands() {
        return JsonNodeFactory.instance.arrayNode().addAll(world.commands());
    }

    private ArrayNode register(JsonNode wanted) {
        CommandRules.check(wanted);
        List<JsonNode> registered = new ArrayList<>();
        for (JsonNode command : wanted) {
            ObjectNode known = ((ObjectNode) command.deepCopy())
                    .put("id", Payloads.id(Snowflakes.next()))
                    .put("application_id", Payloads.id(world.bot().id()))
                    .put("version", Payloads.id(Snowflakes.next()));
            registered.add(known);
        }
        world.registerCommands(registered);
        return commands();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
