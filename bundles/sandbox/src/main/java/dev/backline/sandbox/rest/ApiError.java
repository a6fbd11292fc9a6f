package dev.backline.sandbox.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal as Discord words it: HTTP status, JSON error code and message ("Opcodes and Status Codes", JSON). */
public final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final ObjectNode body;

    private ApiError(int status, ObjectNode body) {
        super(body.path("message").asText(), null, false, false);
        this.status = status;
        this.body = body;
    }

    /** An error without details. */
    public static ApiError of(int status, int code, String message) {
        return new ApiError(
                status,
                JsonNodeFactory.instance.objectNode().put("message", message).put("code", code));
    }

    /**
     * A field of the request has a value that it may not have.
     *
     * @param path names and indexes, separated by dots; empty for the whole body
     */
    public static ApiError invalid(String path, String code, String message) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("message", "Invalid Form Body")
                .put("code", 50035);
        ObjectNode at = body.putObject("errors");
        if (!path.isEmpty()) {
            for (String step : path.split("\\.", -1)) {
                at = at.putObject(step);
            }
        }
        at.putArray("_errors").addObject().put("code", code).put("message", message);
        return new ApiError(400, body);
    }

    public static ApiError unauthorized() {
        return of(401, 0, "401: Unauthorized");
    }

    public static ApiError unknownInteraction() {
        return of(404, 10062, "Unknown interaction");
    }

    public static ApiError alreadyAcknowledged() {
        return of(400, 40060, "Interaction has already been acknowledged.");
    }

    public static ApiError unknownMessage() {
        return of(404, 10008, "Unknown Message");
    }

    static ApiError emptyMessage() {
        return of(400, 50006, "Cannot send an empty message");
    }

    public static ApiError invalidWebhookToken() {
        return of(401, 50027, "Invalid Webhook Token");
    }

    public static ApiError unknownWebhook() {
        return of(404, 10015, "Unknown Webhook");
    }

    int status() {
        return status;
    }

    String json() {
        return body.toString();
    }
}
