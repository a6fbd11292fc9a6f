package dev.backline.http;

import static org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME;
import static org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_PATH;
import static org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_SELECT;
import static org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME;
import static org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN;

import dev.backline.api.shell.ShellCommands;
import dev.backline.http.door.Admission;
import dev.backline.http.door.Credentials;
import dev.backline.http.door.Door;
import dev.backline.http.health.HealthServlet;
import dev.backline.http.health.Liveness;
import jakarta.servlet.Servlet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.Preprocessor;
import org.osgi.service.servlet.whiteboard.annotations.RequireHttpWhiteboard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens HTTP as far as its configuration allows, with a door before it, and what tells of health behind it. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "dev.backline.http")
@Designate(ocd = HttpSettings.class)
@RequireHttpWhiteboard
public final class HttpComponent {

    private static final Logger log = LoggerFactory.getLogger(HttpComponent.class);

    /** The name of the context in which Backline's servlets are. */
    private static final String CONTEXT = "backline";

    private final BundleContext context;
    private final FelixHttp server;
    private final List<ServiceRegistration<?>> services = new ArrayList<>();

    /** Opens it. */
    @Activate
    public HttpComponent(
            BundleContext context,
            HttpSettings settings,
            @Reference ConfigurationAdmin configurations,
            @Reference HealthCheckExecutor checks) {
        this.context = context;
        Credentials credentials = new Credentials(List.of(settings._users()), List.of(settings._tokens()));
        Admission admission = new Admission(
                credentials,
                List.of(settings.hostNames()),
                settings.loopbackNeedsCredentials(),
                new ServletLetterboxes(context));
        ListenAddress listen = ListenAddress.of(settings.host(), !credentials.isEmpty());
        listen.refusal().ifPresent(why -> log.warn("HTTP does not listen on {}: {}", settings.host(), why));
        serve(new Door(admission), checks);
        server = new FelixHttp(
                context,
                configurations,
                new FelixHttp.Socket(
                        listen.address(),
                        port(context),
                        settings.threads(),
                        Duration.ofSeconds(settings.idleSeconds())));
        HttpHealth health = new HttpHealth(server, credentials, listen.refusal());
        register(HealthCheck.class, health, Map.of(HealthCheck.NAME, "http"));
        register(
                ShellCommands.class,
                new HttpCommands(
                        context,
                        server,
                        health,
                        admission,
                        whoMayComeIn(credentials, settings.loopbackNeedsCredentials())),
                Map.of());
    }

    private static int port(BundleContext context) {
        String port = context.getProperty("org.osgi.service.http.port");
        return port == null ? 0 : Integer.parseInt(port);
    }

    private static String whoMayComeIn(Credentials credentials, boolean loopbackNeedsCredentials) {
        String some = "users: " + credentials.users() + ", bearer tokens: " + credentials.tokens();
        if (loopbackNeedsCredentials) {
            return credentials.isEmpty()
                    ? "Nobody may come in: credentials are needed, and none are configured."
                    : "Only whoever has credentials may come in (" + some + ").";
        }
        return "Whoever is on this machine may come in"
                + (credentials.isEmpty()
                        ? "; no credentials are configured."
                        : ", and whoever has credentials (" + some + ").");
    }

    private void serve(Door door, HealthCheckExecutor checks) {
        register(Preprocessor.class, door, Map.of());
        register(
                ServletContextHelper.class,
                door,
                Map.of(HTTP_WHITEBOARD_CONTEXT_NAME, CONTEXT, HTTP_WHITEBOARD_CONTEXT_PATH, "/"));
        register(
                HealthCheck.class,
                new Liveness(this::frameworkRuns),
                Map.of(HealthCheck.NAME, "process", HealthCheck.TAGS, "live"));
        for (String tag : List.of("live", "ready")) {
            HealthServlet servlet = new HealthServlet(checks, tag);
            register(
                    Servlet.class,
                    servlet,
                    Map.of(
                            HTTP_WHITEBOARD_CONTEXT_SELECT,
                            "(" + HTTP_WHITEBOARD_CONTEXT_NAME + "=" + CONTEXT + ")",
                            HTTP_WHITEBOARD_SERVLET_NAME,
                            "health " + tag,
                            HTTP_WHITEBOARD_SERVLET_PATTERN,
                            servlet.patterns()));
        }
    }

    private boolean frameworkRuns() {
        int state = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState();
        return state == Bundle.STARTING || state == Bundle.ACTIVE;
    }

    private <T> void register(Class<T> type, T service, Map<String, Object> properties) {
        services.add(context.registerService(type, service, FrameworkUtil.asDictionary(properties)));
    }

    @Deactivate
    void close() {
        server.close();
        services.forEach(ServiceRegistration::unregister);
    }
}
