package dev.backline.configuration;

import dev.backline.configuration.Layers.Merged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the files of the folder {@code backline.conf}, applies them when they change, and says what is wrong with
 * them: each problem once in the log, and all of them as a health check.
 */
@Component(service = HealthCheck.class, immediate = true, property = "hc.name=configuration")
public final class ConfigurationFiles implements HealthCheck {

    private static final Logger log = LoggerFactory.getLogger(ConfigurationFiles.class);
    private static final long LOOK_EVERY_MILLIS = 1000;

    /** What changes with a file. Its time alone may not, when it is read between being emptied and being written. */
    private record Stamp(FileTime modified, long size) {}

    private final BundleContext context;
    private final Layers layers;
    private final Metatype metatype;
    private final ConfiguratorBundle configurator;
    private final FittingValues fitting;
    private final ServiceRegistration<ConfigurationPlugin> plugin;
    private final ScheduledThreadPoolExecutor watch;
    private final Set<Problem> logged = new TreeSet<>(Comparator.comparing(Problem::toString));
    private List<Optional<Stamp>> seen = List.of();
    private volatile Merged merged;
    private volatile List<Problem> problems = List.of();
    private volatile String failure = "";
    private String obstacle = "";

    @Activate
    public ConfigurationFiles(BundleContext context, @Reference MetaTypeService metatype) {
        this.context = context;
        Definitions definitions = new Definitions(context, metatype);
        this.metatype = new Metatype(definitions);
        fitting = new FittingValues(definitions::of);
        plugin = context.registerService(
                ConfigurationPlugin.class,
                fitting,
                FrameworkUtil.asDictionary(Map.of(ConfigurationPlugin.CM_RANKING, FittingValues.RANKING)));
        configurator = new ConfiguratorBundle(context);
        String folder = context.getProperty("backline.conf");
        String environment = context.getProperty("backline.environment");
        layers =
                new Layers(Path.of(folder == null ? "conf" : folder), environment == null ? "production" : environment);
        merged = layers.read();
        tryToLook();
        watch = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("backline-configuration").daemon().factory());
        ScheduledFuture<?> unused = watch.scheduleWithFixedDelay(
                this::tryToLook, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Deactivate
    void close() {
        watch.shutdownNow();
        plugin.unregister();
    }

    /** Looks once. What goes wrong is said unless it did so before; thrown, it would end the watch. */
    private synchronized void tryToLook() {
        try {
            look();
            obstacle = "";
        } catch (RuntimeException e) {
            String now = e.toString();
            // After the interrupt, the framework itself may be gone.
            if (!now.equals(obstacle) && !Thread.currentThread().isInterrupted()) {
                log.warn("The configuration could not be looked at; it is tried again", e);
            }
            obstacle = now;
        }
    }

    private void look() {
        List<Optional<Stamp>> now =
                layers.files().stream().map(ConfigurationFiles::stamp).toList();
        if (!now.equals(seen)) {
            seen = now;
            merged = layers.read();
            apply();
        } else if (!failure.isEmpty() || !configurator.isActive()) {
            apply();
        }
        List<Problem> found = new ArrayList<>(merged.problems());
        found.addAll(metatype.check(merged));
        found.addAll(fitting.problems(merged));
        problems = List.copyOf(found);
        if (started()) {
            logNew(found);
        }
    }

    private void apply() {
        try {
            if (configurator.apply(merged)) {
                log.info("Configuration applied from {}", layers.files());
            }
            failure = "";
        } catch (BundleException | IOException | RuntimeException e) {
            String why = "the configuration could not be applied: " + e.getMessage();
            if (!failure.equals(why)) {
                log.warn("The configuration could not be applied; it is tried again", e);
            }
            // It is tried again: the framework refuses when somebody else is busy with bundles at that moment.
            failure = why;
        }
    }

    /** Before all bundles are started, a PID without a bundle means nothing. */
    private boolean started() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.ACTIVE;
    }

    private static Optional<Stamp> stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(attributes.lastModifiedTime(), attributes.size()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private void logNew(List<Problem> found) {
        for (Problem problem : found) {
            if (logged.add(problem)) {
                log.warn("Configuration: {}", problem);
            }
        }
        logged.retainAll(found);
    }

    @Override
    public Result execute() {
        FormattingResultLog result = new FormattingResultLog();
        if (!failure.isEmpty()) {
            result.critical("{}", failure);
        }
        List<Problem> found = problems;
        found.forEach(problem -> result.warn("{}", problem));
        if (found.isEmpty() && failure.isEmpty()) {
            result.info("{} components configured", merged.settings().size());
        }
        return new Result(result);
    }
}
