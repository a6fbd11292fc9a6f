package dev.backline.http.door;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request before anybody answers it.
 *
 * @param errand what it wants
 * @param local address that it reached
 * @param remote address that it came from
 * @param forwarded whether a proxy says that it passes on the request of somebody else
 * @param host the header of that name: how the client calls this machine
 * @param authorization the header of that name
 */
record Visitor(
        Errand errand,
        InetAddress local,
        InetAddress remote,
        boolean forwarded,
        Optional<String> host,
        Optional<String> authorization) {

    /** What proxies add to a request, each in its own way. */
    private static final List<String> MARKS_OF_A_PROXY =
            List.of("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP");

    static Visitor of(HttpServletRequest request) {
        return new Visitor(
                Errand.of(request),
                address(request.getLocalAddr()),
                address(request.getRemoteAddr()),
                MARKS_OF_A_PROXY.stream().anyMatch(header -> request.getHeader(header) != null),
                Optional.ofNullable(request.getHeader("Host")),
                Optional.ofNullable(request.getHeader("Authorization")));
    }

    /** Whether it did not leave this machine, as far as anybody can tell. */
    boolean isLocal() {
        return local.isLoopbackAddress() && remote.isLoopbackAddress() && !forwarded;
    }

    private static InetAddress address(@Nullable String literal) {
        // To Java, no address is loopback.
        if (literal == null || literal.isEmpty()) {
            throw new IllegalArgumentException("A connection has addresses, but this one has none");
        }
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("A connection has addresses, but this one has: " + literal, e);
        }
    }
}
