package dev.backline.discord.rest;

import dev.backline.api.event.RestRoute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a request by its path: one of a table, so that no id gets into it. Looking up does not allocate.
 */
final class Routes {

    /** What stands for whatever is not in the table. */
    static final String OTHER = "other";

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private static final List<String> TEMPLATES = List.of(
            "gateway",
            "gateway/bot",
            "users/@me",
            "applications/@me",
            "oauth2/applications/@me",
            "applications/{application_id}/commands",
            "applications/{application_id}/commands/{command_id}",
            "applications/{application_id}/guilds/{guild_id}/commands",
            "interactions/{interaction_id}/{interaction_token}/callback",
            "webhooks/{application_id}/{interaction_token}",
            "webhooks/{application_id}/{interaction_token}/messages/{message_id}",
            "channels/{channel_id}",
            "channels/{channel_id}/messages",
            "channels/{channel_id}/messages/{message_id}",
            "channels/{channel_id}/voice-status",
            "guilds/{guild_id}",
            "guilds/{guild_id}/members/{user_id}",
            "guilds/{guild_id}/voice-states/@me");

    private final Node root = new Node();
    private final Map<String, RestRoute> others = new HashMap<>();
    private final RestRoute other = new RestRoute(OTHER, OTHER);

    Routes() {
        TEMPLATES.forEach(this::add);
        METHODS.forEach(method -> others.put(method, new RestRoute(method, OTHER)));
    }

    /**
     * The route of a request.
     *
     * @param path segments of the URL's path; whatever comes before the API's version is skipped
     */
    RestRoute of(String method, List<String> path) {
        @Nullable Node node = root;
        for (int i = afterVersion(path); i < path.size() && node != null; i++) {
            node = node.child(path.get(i));
        }
        RestRoute route = node == null ? null : node.routes.get(method);
        return route == null ? others.getOrDefault(method, other) : route;
    }

    private static int afterVersion(List<String> path) {
        for (int i = 0; i < path.size() && i < 3; i++) {
            String segment = path.get(i);
            if (segment.length() == 3 && segment.startsWith("v1")) {
                return i + 1;
            }
        }
        return 0;
    }

    private void add(String template) {
        Node node = root;
        for (String segment : template.split("/", -1)) {
            node = node.grow(segment);
        }
        for (String method : METHODS) {
            node.routes.put(method, new RestRoute(method, template));
        }
    }

    private static final class Node {

        private final Map<String, Node> fixed = new HashMap<>();
        private final Map<String, RestRoute> routes = new HashMap<>();
        private @Nullable Node variable;

        @Nullable Node child(String segment) {
            Node child = fixed.get(segment);
            return child == null ? variable : child;
        }

        Node grow(String segment) {
            if (!segment.startsWith("{")) {
                return fixed.computeIfAbsent(segment, name -> new Node());
            }
            Node child = variable == null ? new Node() : variable;
            variable = child;
            return child;
        }
    }
}
