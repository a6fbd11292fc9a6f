package dev.backline.http.door;

import dev.backline.http.door.Verdict.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a request wants.
 *
 * @param method such as {@code GET}
 * @param path as it was sent, without the query
 * @param bytes that it sends; -1 when it does not say
 * @param type of what it sends; empty when it does not say
 */
record Errand(String method, String path, long bytes, String type) {

    private static final String JSON = "application/json";

    static Errand of(HttpServletRequest request) {
        return new Errand(
                request.getMethod(),
                request.getRequestURI(),
                request.getContentLengthLong(),
                Objects.requireNonNullElse(request.getContentType(), ""));
    }

    boolean onlyReads() {
        return method.equals("GET") || method.equals("HEAD");
    }

    boolean sends() {
        return method.equals("POST");
    }

    /**
     * What is wrong with that which it sends. A page can make a browser send forms to anybody, credentials included; to send
     * JSON, the browser asks first, which is refused.
     */
    Optional<Reason> objection(int mostBytes) {
        if (!type.split(";", -1)[0].strip().toLowerCase(Locale.ROOT).equals(JSON)) {
            return Optional.of(Reason.FOREIGN_TYPE);
        }
        if (bytes < 0) {
            return Optional.of(Reason.UNKNOWN_LENGTH);
        }
        return bytes > mostBytes ? Optional.of(Reason.TOO_LONG) : Optional.empty();
    }
}
