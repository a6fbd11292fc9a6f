package dev.backline.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/** Opens the door, as far as the configuration allows. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "dev.backline.http")
@Designate(ocd = HttpSettings.class)
public final class HttpComponent {

    /** The name of the context in which Backline's servlets are. */
    private static final String CONTEXT = "backline";

    private final FelixHttp server;
    private final List<ServiceRegistration<?>> services = new ArrayList<>();

    /** Opens it. */
    @Activate
    public HttpComponent(BundleContext context, HttpSettings settings, @Reference ConfigurationAdmin configurations)
            throws UnknownHostException {
        Credentials credentials = new Credentials(List.of(settings._users()), List.of(settings._tokens()));
        Admission admission = new Admission(
                credentials,
                new HostNames(List.of(settings.hostNames())),
                settings.loopbackNeedsCredentials(),
                new Attempts(System::nanoTime));
        Door door = new Door(admission);
        services.add(context.registerService(Preprocessor.class, door, null));
        services.add(context.registerService(
                ServletContextHelper.class,
                door,
                FrameworkUtil.asDictionary(Map.of(
                        HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME,
                        CONTEXT,
                        HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_PATH,
                        "/"))));
        InetAddress host = InetAddress.getByName(settings.host());
        String port = context.getProperty("org.osgi.service.http.port");
        server = new FelixHttp(
                context,
                configurations,
                new FelixHttp.Socket(
                        host,
                        port == null ? 0 : Integer.parseInt(port),
                        settings.threads(),
                        Duration.ofSeconds(settings.idleSeconds())));
    }

    @Deactivate
    void close() {
        server.close();
        services.forEach(ServiceRegistration::unregister);
    }
}
