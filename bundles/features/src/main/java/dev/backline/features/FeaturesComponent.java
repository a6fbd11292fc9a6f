package dev.backline.features;

import dev.backline.api.event.ObserverCost;
import dev.backline.api.event.ObserverCosts;
import dev.backline.api.feature.Cause;
import dev.backline.api.feature.Cause.Origin;
import dev.backline.api.feature.FeatureChange.Kind;
import dev.backline.api.feature.FeatureInstaller;
import dev.backline.api.feature.FeatureObserver;
import dev.backline.api.feature.Features;
import dev.backline.api.shell.ShellCommands;
import dev.backline.features.Catalog.Flag;
import dev.backline.sets.BundleSets;
import dev.backline.sets.Remembered;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.hc.api.HealthCheck;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the feature flags of this framework, and gives them to whoever wants them. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "dev.backline.features")
@Designate(ocd = FeaturesSettings.class)
public final class FeaturesComponent {

    private static final Logger log = LoggerFactory.getLogger(FeaturesComponent.class);

    /** Costs are sampled as often within their window. */
    private static final int SAMPLES = 6;

    /** When bundles start that an operator installed by the framework's own means: after the bot itself. */
    private static final String INSTALLED_BY_HAND = "dev.backline";

    private final Collection<FeatureObserver> observers = new CopyOnWriteArrayList<>();
    private volatile @Nullable ObserverCosts costs;

    private final Catalog catalog;
    private final Changes changes;
    private final CostMeter meter;
    private final FrameworkWatch watch;
    private final List<ServiceRegistration<?>> services;
    private final Thread pulse;
    private final Set<Long> disconnected = new HashSet<>();

    /** Begins to watch the framework. */
    @Activate
    public FeaturesComponent(
            BundleContext context, FeaturesSettings settings, @Reference ServiceComponentRuntime components) {
        Path data = path(context, "backline.data").resolve("features");
        BundleSets sets = new BundleSets(
                path(context, "backline.distribution"),
                path(context, "backline.conf").resolve("sets"));
        Remembered remembered = new Remembered(data);
        Duration patience = Duration.ofSeconds(settings.patienceSeconds());
        Duration window = Duration.ofSeconds(settings.costWindowSeconds());
        catalog = new Catalog(context, sets, remembered, components);
        changes = new Changes(new History(data.resolve("history.jsonl")), observers, Clock.systemUTC());
        meter = new CostMeter(window, System::nanoTime);
        Lifecycle lifecycle = new Lifecycle(context, catalog, patience);
        Dependencies dependencies = new Dependencies(context, sets, catalog, lifecycle);
        JarInstaller jars = new JarInstaller(context, catalog, changes, lifecycle, dependencies);
        FeatureControl features =
                new FeatureControl(catalog, changes, lifecycle, dependencies, meter, jars, this::costs);
        SetSwitch set = new SetSwitch(context, sets, remembered, catalog, changes, lifecycle);
        watch = new FrameworkWatch(
                context, catalog, changes, new Attempts(data.resolve("starts")), remembered, patience);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkStartLevel.class)
                .setInitialBundleStartLevel(sets.startLevel(INSTALLED_BY_HAND));
        watch.open();
        services = List.of(
                context.registerService(Features.class, features, null),
                context.registerService(FeatureInstaller.class, jars, null),
                context.registerService(ShellCommands.class, new ViewCommands(features, set), null),
                context.registerService(ShellCommands.class, new ChangeCommands(features, jars, catalog, set), null),
                context.registerService(
                        HealthCheck.class,
                        new FeaturesHealth(features),
                        FrameworkUtil.asDictionary(Map.of(HealthCheck.NAME, "features"))));
        pulse = Thread.ofVirtual().name("backline-features-pulse").start(() -> beat(window.dividedBy(SAMPLES)));
    }

    private static Path path(BundleContext context, String property) {
        String path = context.getProperty(property);
        return Path.of(path == null ? "." : path);
    }

    private Optional<ObserverCosts> costs() {
        return Optional.ofNullable(costs);
    }

    private void beat(Duration every) {
        String before = "";
        try {
            while (true) {
                before = look(before);
                Thread.sleep(every);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once; a bundle may go meanwhile. Returns what went wrong, which is said unless it did so before. */
    private String look(String before) {
        try {
            watch.hurry();
            Collection<Flag> flags = catalog.flags().values();
            meter.sample(flags, costs());
            flags.forEach(this::noticeDisconnected);
            return "";
        } catch (RuntimeException e) {
            String now = e.toString();
            // After the interrupt, the framework itself may be gone.
            if (!now.equals(before) && !Thread.currentThread().isInterrupted()) {
                log.warn("The features could not be looked at; it is tried again", e);
            }
            return now;
        }
    }

    private void noticeDisconnected(Flag flag) {
        Optional<ObserverCosts> known = costs();
        List<Long> ids = flag.bundles().stream().map(Bundle::getBundleId).toList();
        for (ObserverCost cost : known.map(ObserverCosts::costs).orElse(List.of())) {
            if (!ids.contains(cost.bundleId())) {
                continue;
            }
            if (cost.disconnected().isEmpty()) {
                disconnected.remove(cost.bundleId());
            } else if (disconnected.add(cost.bundleId())) {
                String why = cost.disconnected().get();
                changes.later(() -> changes.record(flag.name(), Kind.DISCONNECTED, new Cause(Origin.BOT, "", ""), why));
            }
        }
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setCosts(ObserverCosts current) {
        costs = current;
    }

    void unsetCosts(ObserverCosts gone) {
        if (costs == gone) {
            costs = null;
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addObserver(FeatureObserver observer) {
        observers.add(observer);
    }

    void removeObserver(FeatureObserver observer) {
        observers.remove(observer);
    }

    @Deactivate
    void close() {
        pulse.interrupt();
        services.forEach(ServiceRegistration::unregister);
        watch.close();
        changes.close();
    }
}
