package dev.backline.api.event;

/**
 * A route of a Lavalink node's REST API: one of a closed set, without the ids of a request.
 *
 * @param node the node
 * @param method HTTP method in upper case
 * @param template path with placeholders, for example {@code /v4/sessions/{session}/players/{guild}}
 */
public record NodeRoute(NodeKey node, String method, String template) {}
