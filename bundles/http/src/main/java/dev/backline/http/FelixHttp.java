package dev.backline.http;

import dev.backline.http.door.Door;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the HTTP server of Felix at one address, keeps it open, and closes it. The framework properties keep it closed
 * while nobody does. Its configuration goes through here each time, and whatever somebody else wants of it is overruled:
 * what the configuration admin stores is no more than a mark.
 */
final class FelixHttp implements ConfigurationPlugin, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FelixHttp.class);

    /** The PID of Felix HTTP, of the one server and of any others. */
    static final String PID = "org.apache.felix.http";

    private static final String MARK = "dev.backline.http";
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Bytes. Nobody says much here: a path, credentials, and what they accept. */
    private static final int HEADERS = 8192;

    /**
     * Where to listen, and how.
     *
     * @param address to listen on
     * @param port 0 for any free one
     * @param threads that serve requests, and listen for them
     * @param idle after as long a silence, a connection is closed
     */
    record Socket(InetAddress address, int port, int threads, Duration idle) {}

    private final Socket wanted;
    private final ConfigurationAdmin configurations;
    private final ServiceTracker<HttpServiceRuntime, HttpServiceRuntime> runtime;
    private final ServiceRegistration<ConfigurationPlugin> plugin;
    private final Thread keeper;
    private volatile int port;
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile Optional<String> problem = Optional.of("it is being opened");

    /** Begins to open it; whether that works, is seen later. */
    FelixHttp(BundleContext context, ConfigurationAdmin configurations, Socket wanted) {
        this.configurations = configurations;
        this.wanted = wanted;
        port = wanted.port();
        runtime = new ServiceTracker<>(context, HttpServiceRuntime.class, null);
        runtime.open();
        plugin = context.registerService(
                ConfigurationPlugin.class, this, FrameworkUtil.asDictionary(Map.of(CM_TARGET, PID, CM_RANKING, 1000)));
        keeper = Thread.ofVirtual().name("backline-http-keeper").start(this::keep);
    }

    private void keep() {
        try {
            while (true) {
                if (runtime.getService() == null) {
                    problem = open();
                }
                Thread.sleep(LOOKS_EVERY);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why it could not be opened; empty when it was. */
    private Optional<String> open() throws InterruptedException {
        // Felix would print a stack trace when it cannot listen.
        try {
            port = bindForAMoment();
        } catch (BindException e) {
            String where = where();
            port = wanted.port();
            return complain(where + " cannot be opened (" + e.getMessage()
                    + "). It is tried again; to take another port, start with --http-port N, or with --http-port 0 for"
                    + " any free one");
        } catch (IOException e) {
            return complain(where() + " cannot be opened: " + e);
        }
        try {
            int attempt = attempts.incrementAndGet();
            configurations.getConfiguration(PID, "?").update(FrameworkUtil.asDictionary(Map.of(MARK, attempt)));
        } catch (IOException | IllegalStateException e) {
            return complain("the configuration of Felix HTTP could not be stored: " + e);
        }
        if (runtime.waitForService(PATIENCE.toMillis()) == null) {
            return complain("Felix HTTP does not open port " + port + "; the log of " + PID + " says why");
        }
        log.info("HTTP is open at {}", where());
        return Optional.empty();
    }

    /** Binds the port for a moment, and returns which one it was. */
    private int bindForAMoment() throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(wanted.address(), port));
            return probe.getLocalPort();
        }
    }

    private boolean isTaken() {
        try {
            int unused = bindForAMoment();
            return false;
        } catch (BindException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The same again is not worth a line. */
    private Optional<String> complain(String why) {
        Optional<String> complaint = Optional.of(why);
        if (!complaint.equals(problem)) {
            log.warn("HTTP is not open: {}", why);
        }
        return complaint;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // the interface has a Dictionary
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        for (String key : Collections.list(properties.keys())) {
            if (!isOfTheService(key)) {
                properties.remove(key);
            }
        }
        settings(properties.get(ConfigurationAdmin.SERVICE_FACTORYPID) == null).forEach(properties::put);
    }

    private static boolean isOfTheService(String key) {
        return key.startsWith("service.");
    }

    private Map<String, Object> settings(boolean enabled) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("org.apache.felix.http.enable", enabled);
        settings.put("org.apache.felix.https.enable", false);
        settings.put("org.apache.felix.http.host", wanted.address().getHostAddress());
        settings.put("org.osgi.service.http.port", port);
        settings.put("org.apache.felix.http.timeout", (int) wanted.idle().toMillis());
        settings.put("org.apache.felix.http.jetty.threadpool.max", wanted.threads());
        settings.put("org.apache.felix.http.jetty.acceptors", 1);
        settings.put("org.apache.felix.http.jetty.selectors", 1);
        settings.put("org.apache.felix.http.jetty.headerBufferSize", HEADERS);
        settings.put("org.apache.felix.http.jetty.sendServerHeader", false);
        settings.put(
                "org.apache.felix.http.jetty.errorPageCustomHeaders",
                Door.HEADERS.entrySet().stream()
                        .map(header -> header.getKey() + "=" + header.getValue())
                        .collect(Collectors.joining("##")));
        settings.put("org.apache.felix.jetty.gziphandler.enable", true);
        // Felix looks at what it is given only when something of it is new.
        settings.put("attempt", attempts.get());
        return settings;
    }

    /** Whether requests can come in. */
    boolean isOpen() {
        return runtime.getService() != null;
    }

    /** Why they cannot; empty when they can. */
    Optional<String> problem() {
        return isOpen() ? Optional.empty() : problem;
    }

    /** Where it listens, or wants to. */
    String where() {
        return wanted.address().getHostAddress() + " port " + port;
    }

    /** Whether somebody else wants something of Felix HTTP, in vain. */
    boolean isOverruled() {
        try {
            Configuration[] all = configurations.listConfigurations("(|(" + Constants.SERVICE_PID + "=" + PID + ")("
                    + ConfigurationAdmin.SERVICE_FACTORYPID + "=" + PID + "))");
            return all != null
                    && Arrays.stream(all)
                            .flatMap(one -> Collections.list(one.getProperties().keys()).stream())
                            .anyMatch(key -> !key.equals(MARK)
                                    && (!isOfTheService(key) || key.equals(ConfigurationAdmin.SERVICE_FACTORYPID)));
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("Configurations cannot be listed", e);
        }
    }

    /** What is served; empty while it is closed. */
    Optional<HttpServiceRuntime> runtime() {
        return Optional.ofNullable(runtime.getService());
    }

    /** Closes it, and waits until nothing is served any more and others can have the port. */
    @Override
    public void close() {
        keeper.interrupt();
        try {
            keeper.join(PATIENCE);
            boolean wasOpen = isOpen();
            Configuration configuration = configurations.getConfiguration(PID, "?");
            configuration.delete();
            long until = System.nanoTime() + PATIENCE.toNanos();
            // Felix takes its services back before Jetty closes the port.
            while ((isOpen() || (wasOpen && isTaken())) && System.nanoTime() < until) {
                Thread.sleep(10);
            }
        } catch (IOException | IllegalStateException e) {
            log.warn("Felix HTTP could not be told to close", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        plugin.unregister();
        runtime.close();
    }
}
