package dev.backline.api.event;

/**
 * A route of Discord's REST API: one of a closed set, without the ids of a request.
 *
 * @param method HTTP method in upper case
 * @param template path with placeholders, for example {@code channels/{channel_id}/messages}
 */
public record RestRoute(String method, String template) {}
