package dev.backline.features;

import dev.backline.api.event.ObserverCosts;
import dev.backline.api.feature.Cause;
import dev.backline.api.feature.Feature;
import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.FeatureChange;
import dev.backline.api.feature.FeatureChange.Kind;
import dev.backline.api.feature.FeatureFailure;
import dev.backline.api.feature.FeatureState;
import dev.backline.api.feature.Features;
import dev.backline.features.Catalog.Flag;
import dev.backline.sets.StoredJar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** The features of this framework. */
final class FeatureControl implements Features {

    private final Catalog catalog;
    private final Changes changes;
    private final Lifecycle lifecycle;
    private final Dependencies dependencies;
    private final CostMeter costs;
    private final JarInstaller jars;
    private final Supplier<Optional<ObserverCosts>> observers;

    FeatureControl(
            Catalog catalog,
            Changes changes,
            Lifecycle lifecycle,
            Dependencies dependencies,
            CostMeter costs,
            JarInstaller jars,
            Supplier<Optional<ObserverCosts>> observers) {
        this.catalog = catalog;
        this.changes = changes;
        this.lifecycle = lifecycle;
        this.dependencies = dependencies;
        this.costs = costs;
        this.jars = jars;
        this.observers = observers;
    }

    @Override
    public List<Feature> list() {
        Set<String> inSet = catalog.setBundles();
        List<Feature> features = new ArrayList<>();
        catalog.flags().values().forEach(flag -> features.add(installed(flag, inSet)));
        catalog.available().forEach((name, jar) -> features.add(available(name, jar, inSet)));
        jars.refused().forEach((location, change) -> features.add(refused(change)));
        features.sort(Comparator.comparing(Feature::name));
        return features;
    }

    private Feature installed(Flag flag, Set<String> inSet) {
        FeatureState state = catalog.state(flag);
        return new Feature(
                flag.name(),
                flag.described().summary(),
                flag.described().category(),
                flag.described().removable(),
                flag.described().observes(),
                state,
                catalog.problem(flag).or(() -> disconnected(flag)),
                flag.bundles().stream().allMatch(bundle -> inSet.contains(bundle.getSymbolicName())),
                Catalog.parts(flag),
                changes.latest(flag.name()),
                state == FeatureState.OFF ? Optional.empty() : costs.cost(flag));
    }

    private Optional<String> disconnected(Flag flag) {
        List<Long> ids = flag.bundles().stream().map(Bundle::getBundleId).toList();
        return observers.get().stream()
                .flatMap(known -> known.costs().stream())
                .filter(cost -> ids.contains(cost.bundleId()))
                .flatMap(cost -> cost.disconnected().stream())
                .map(reason -> "its observers are not called any more: " + reason)
                .findFirst();
    }

    private Feature available(String name, StoredJar jar, Set<String> inSet) {
        Described described = Described.by(jar.provides()).orElseThrow();
        return new Feature(
                name,
                described.summary(),
                described.category(),
                described.removable(),
                described.observes(),
                FeatureState.AVAILABLE,
                Optional.empty(),
                inSet.contains(jar.symbolicName()),
                List.of(),
                changes.latest(name),
                Optional.empty());
    }

    private static Feature refused(FeatureChange change) {
        return new Feature(
                change.feature(),
                "A jar that was not installed",
                FeatureCategory.OTHER,
                true,
                List.of(),
                FeatureState.REFUSED,
                Optional.of(change.detail()),
                false,
                List.of(),
                Optional.of(change),
                Optional.empty());
    }

    @Override
    public void on(String name, Cause cause) throws FeatureFailure {
        changes.make(() -> {
            turnOn(known(name), cause);
            return name;
        });
    }

    private void turnOn(Flag flag, Cause cause) throws FeatureFailure {
        boolean wasOn = catalog.state(flag) == FeatureState.ON;
        changes.ours(flag.bundles());
        try {
            for (Bundle bundle : flag.bundles()) {
                start(flag, bundle, cause);
                observers.get().ifPresent(known -> known.reconnect(bundle.getBundleId()));
            }
        } finally {
            changes.notOurs(flag.bundles());
        }
        if (!wasOn || isSaidAnew(flag.name(), cause)) {
            changes.record(flag.name(), Kind.TURNED_ON, cause, "");
        }
    }

    /** Whether somebody else wants what is so already: what an operator confirms, the guard does not take back. */
    private boolean isSaidAnew(String name, Cause cause) {
        return changes.latest(name)
                .filter(latest -> latest.cause().origin() != cause.origin())
                .isPresent();
    }

    private void start(Flag flag, Bundle bundle, Cause cause) throws FeatureFailure {
        try {
            lifecycle.start(bundle);
        } catch (FeatureFailure e) {
            List<String> missing = dependencies.missingOf(bundle);
            String why = missing.isEmpty()
                    ? String.valueOf(e.getMessage())
                    : "needs " + String.join(", ", missing) + ", and nothing here provides that";
            catalog.failed(bundle, why);
            changes.record(flag.name(), Kind.FAILED, cause, why);
            throw new FeatureFailure(flag.name() + " " + why, e);
        }
    }

    @Override
    public void off(String name, boolean force, Cause cause) throws FeatureFailure {
        changes.make(() -> {
            Flag flag = known(name);
            demandRemovable(flag, force, "switched off");
            boolean wasOff = catalog.state(flag) == FeatureState.OFF;
            changes.ours(flag.bundles());
            try {
                for (Bundle bundle : flag.bundles().reversed()) {
                    catalog.forget(bundle.getBundleId());
                    stop(flag, bundle);
                }
            } finally {
                changes.notOurs(flag.bundles());
            }
            if (!wasOff || isSaidAnew(name, cause)) {
                changes.record(name, Kind.TURNED_OFF, cause, "");
            }
            return name;
        });
    }

    private void stop(Flag flag, Bundle bundle) throws FeatureFailure {
        try {
            lifecycle.stop(bundle);
        } catch (FeatureFailure e) {
            throw Lifecycle.named(flag.name(), e);
        }
    }

    @Override
    public void remove(String name, boolean force, Cause cause) throws FeatureFailure {
        changes.make(() -> {
            if (jars.forgive(name)) {
                return name;
            }
            Flag flag = known(name);
            demandRemovable(flag, force, "removed");
            uninstall(flag);
            changes.record(name, Kind.REMOVED, cause, "");
            return name;
        });
    }

    private void uninstall(Flag flag) throws FeatureFailure, BundleException {
        changes.ours(flag.bundles());
        try {
            for (Bundle bundle : flag.bundles().reversed()) {
                lifecycle.uninstall(bundle);
            }
            lifecycle.refresh(flag.bundles());
            dependencies.prune();
        } catch (FeatureFailure e) {
            throw Lifecycle.named(flag.name(), e);
        } finally {
            changes.notOurs(flag.bundles());
        }
    }

    private Flag known(String name) throws FeatureFailure {
        Map<String, Flag> flags = catalog.flags();
        Flag flag = flags.get(name);
        if (flag != null) {
            return flag;
        }
        if (catalog.available().containsKey(name)) {
            throw new FeatureFailure(name + " is not installed. Type “feature:install " + name + "”");
        }
        throw new FeatureFailure("There is no feature “" + name + "”. There are: "
                + flags.keySet().stream().collect(Collectors.joining(", ")));
    }

    private static void demandRemovable(Flag flag, boolean force, String what) throws FeatureFailure {
        if (!flag.described().removable() && !force) {
            throw new FeatureFailure("The bot does not play on without " + flag.name() + " (“"
                    + flag.described().summary() + "”), so it is not " + what + ". --force does it all the same");
        }
    }

    @Override
    public void report(FeatureChange change) {
        changes.later(() -> changes.record(change));
    }

    @Override
    public List<FeatureChange> history() {
        return changes.history();
    }
}
