package dev.backline.http;

import dev.backline.http.door.Letterboxes;
import jakarta.servlet.Servlet;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/** Those of the servlets that say, in a property, how much may be sent to each of their paths. */
final class ServletLetterboxes implements Letterboxes {

    /** An {@code Integer}: bytes. */
    static final String PROPERTY = "dev.backline.http.post.bytes";

    private final BundleContext context;

    ServletLetterboxes(BundleContext context) {
        this.context = context;
    }

    @Override
    public OptionalInt bytes(String path) {
        try {
            return context.getServiceReferences(Servlet.class, "(" + PROPERTY + ">=1)").stream()
                    .filter(servlet -> patterns(servlet).anyMatch(path::equals))
                    .mapToInt(ServletLetterboxes::bytes)
                    .min();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("A name and a number are a filter", e);
        }
    }

    private static int bytes(ServiceReference<Servlet> servlet) {
        return servlet.getProperty(PROPERTY) instanceof Integer bytes ? bytes : 0;
    }

    private static Stream<String> patterns(ServiceReference<Servlet> servlet) {
        Object patterns = servlet.getProperty(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN);
        if (patterns instanceof String[] some) {
            return Arrays.stream(some);
        }
        return patterns instanceof String one ? Stream.of(one) : Stream.empty();
    }
}
