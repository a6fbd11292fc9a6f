package dev.backline.http.door;

import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * Stands before everything that the HTTP server serves, whoever registered it, and answers who may not come in. As the
 * context of Backline's own servlets it says the same again: they answer nobody who did not come through it.
 */
public final class Door extends ServletContextHelper implements Preprocessor {

    private static final String ADMITTED = Door.class.getName() + ".admitted";

    /**
     * Headers of every answer. Nothing here is to be shown within, or read by, the pages of others. Servlets may replace
     * them.
     */
    public static final Map<String, String> HEADERS = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY");

    private final Admission admission;

    public Door(Admission admission) {
        this.admission = admission;
    }

    @Override
    public void init(FilterConfig config) {
        // There is nothing to prepare.
    }

    @Override
    public void destroy() {
        // There is nothing to close.
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse answer = (HttpServletResponse) response;
        if (admits((HttpServletRequest) request, answer)) {
            chain.doFilter(request, new PlainErrors(answer));
        }
    }

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return admits(request, response);
    }

    /** Whether the request may go on; if not, it is answered. */
    private boolean admits(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(ADMITTED) == this) {
            return true;
        }
        HEADERS.forEach(response::setHeader);
        switch (admission.judge(Visitor.of(request))) {
            case Verdict.Admitted in -> {
                request.setAttribute(ADMITTED, this);
                return true;
            }
            case Verdict.Refused refused -> {
                switch (refused.reason()) {
                    case NO_CREDENTIALS, WRONG_CREDENTIALS -> {
                        response.addHeader("WWW-Authenticate", "Bearer realm=\"Backline\"");
                        response.addHeader("WWW-Authenticate", "Basic realm=\"Backline\", charset=\"UTF-8\"");
                    }
                    case FOREIGN_METHOD -> response.setHeader("Allow", admission.methods(request.getRequestURI()));
                    case FOREIGN_NAME, FOREIGN_TYPE, UNKNOWN_LENGTH, TOO_LONG -> {}
                }
                answer(response, refused.reason().status(), refused.reason().text());
            }
            case Verdict.Later later -> {
                response.setHeader(
                        "Retry-After", Long.toString(Math.max(1, later.delay().toSeconds() + 1)));
                answer(response, 429, "Too many wrong credentials came from there.");
            }
        }
        return false;
    }

    private static void answer(HttpServletResponse response, int status, String text) throws IOException {
        // Whatever body the request has is not read.
        response.setHeader("Connection", "close");
        write(response, status, text);
    }

    private static void write(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain; charset=utf-8");
        response.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Errors in a few words, instead of pages that tell of paths, names and the server. */
    private static final class PlainErrors extends HttpServletResponseWrapper {

        PlainErrors(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            sendError(status);
        }

        @Override
        public void sendError(int status) throws IOException {
            reset();
            HEADERS.forEach(this::setHeader);
            write(
                    this,
                    status,
                    status == SC_NOT_FOUND ? "There is nothing here." : "That did not work (" + status + ").");
        }
    }

    /** There are servlets here, and no files. */
    @Override
    public @Nullable URL getResource(String name) {
        return null;
    }

    @Override
    public @Nullable Set<String> getResourcePaths(String path) {
        return null;
    }
}
