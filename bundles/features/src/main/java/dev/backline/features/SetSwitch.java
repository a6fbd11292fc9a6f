package dev.backline.features;

import dev.backline.api.feature.Cause;
import dev.backline.api.feature.FeatureChange.Kind;
import dev.backline.api.feature.FeatureFailure;
import dev.backline.sets.BundleSet;
import dev.backline.sets.BundleSetFailure;
import dev.backline.sets.BundleSets;
import dev.backline.sets.Remembered;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

/** Switches to another bundle set. What is new starts before what is superfluous goes; if it does not, all is undone. */
final class SetSwitch {

    /**
     * What a switch changes.
     *
     * @param set that is to run
     * @param install what is not installed
     * @param start what is installed and does not run
     * @param remove what the set does not have
     */
    record Plan(BundleSet set, List<BundleSet.Entry> install, List<Bundle> start, List<Bundle> remove) {

        boolean isEmpty() {
            return install.isEmpty() && start.isEmpty() && remove.isEmpty();
        }
    }

    private final BundleContext context;
    private final BundleSets sets;
    private final Remembered remembered;
    private final Catalog catalog;
    private final Changes changes;
    private final Lifecycle lifecycle;

    SetSwitch(
            BundleContext context,
            BundleSets sets,
            Remembered remembered,
            Catalog catalog,
            Changes changes,
            Lifecycle lifecycle) {
        this.context = context;
        this.sets = sets;
        this.remembered = remembered;
        this.catalog = catalog;
        this.changes = changes;
        this.lifecycle = lifecycle;
    }

    /**
     * A set that was written.
     *
     * @param file where it is
     * @param bundles how many it has
     * @param left bundles that run and that the distribution does not have
     */
    record Export(Path file, int bundles, List<String> left) {}

    BundleSets sets() {
        return sets;
    }

    /** Name of the set that runs. */
    String current() {
        return catalog.setName();
    }

    /** Writes what runs now as a set of the operator's. */
    Export export(String name) throws IOException {
        Map<String, String> bundles = new TreeMap<>();
        List<String> left = new ArrayList<>();
        Set<String> known = sets.jars().keySet();
        for (Bundle bundle : context.getBundles()) {
            String symbolicName = String.valueOf(bundle.getSymbolicName());
            if (bundle.getBundleId() == 0
                    || Catalog.isConfiguration(bundle)
                    || (!Catalog.isActive(bundle) && !Lifecycle.isFragment(bundle))) {
                continue;
            }
            if (known.contains(symbolicName)) {
                bundles.put(symbolicName, bundle.getVersion().toString());
            } else {
                left.add(symbolicName);
            }
        }
        return new Export(sets.write(name, bundles), bundles.size(), left);
    }

    /** What a switch would change. */
    Plan plan(String name) throws FeatureFailure {
        BundleSet set;
        try {
            set = sets.read(name);
        } catch (BundleSetFailure e) {
            throw new FeatureFailure(String.valueOf(e.getMessage()), e);
        }
        Map<String, Bundle> installed = Arrays.stream(context.getBundles())
                .collect(Collectors.toMap(
                        bundle -> String.valueOf(bundle.getSymbolicName()), Function.identity(), (one, other) -> one));
        Set<String> wanted =
                set.bundles().stream().map(BundleSet.Entry::symbolicName).collect(Collectors.toSet());
        Set<String> running = catalog.setBundles();
        return new Plan(
                set,
                set.bundles().stream()
                        .filter(entry -> !installed.containsKey(entry.symbolicName()))
                        .toList(),
                wanted.stream()
                        .filter(installed::containsKey)
                        .map(installed::get)
                        .filter(bundle -> !Lifecycle.isFragment(bundle) && !Catalog.isActive(bundle))
                        .sorted(Comparator.comparing(SetSwitch::level))
                        .toList(),
                installed.values().stream()
                        .filter(bundle -> !wanted.contains(bundle.getSymbolicName()))
                        .filter(bundle -> bundle.getLocation().startsWith(BundleSet.LOCATION)
                                || running.contains(bundle.getSymbolicName()))
                        .sorted(Comparator.comparing(SetSwitch::level).reversed())
                        .toList());
    }

    private static int level(Bundle bundle) {
        return bundle.adapt(BundleStartLevel.class).getStartLevel();
    }

    /** Carries a plan out. */
    void apply(Plan plan, Cause cause) throws FeatureFailure {
        changes.make(() -> {
            List<Bundle> fresh = new ArrayList<>();
            List<Bundle> touched = new ArrayList<>(plan.start());
            touched.addAll(plan.remove());
            changes.ours(touched);
            try {
                begin(plan, fresh);
                remembered.set(plan.set().name());
                remembered.removed(Set.of());
                List<String> left = lifecycle.uninstall(plan.remove());
                changes.record(plan.set().name(), Kind.SWITCHED, cause, describe(plan));
                if (!left.isEmpty()) {
                    throw new FeatureFailure("The set is " + plan.set().name()
                            + " now, but not all that is superfluous is gone: " + String.join("; ", left));
                }
                return plan;
            } catch (IOException e) {
                throw new FeatureFailure("The set that runs cannot be remembered: " + e.getMessage(), e);
            } finally {
                changes.notOurs(touched);
                changes.notOurs(fresh);
            }
        });
    }

    /** Installs and starts; undoes it all when something does not start. */
    private void begin(Plan plan, List<Bundle> fresh) throws FeatureFailure {
        List<Bundle> started = new ArrayList<>();
        String at = "";
        try {
            for (BundleSet.Entry entry : plan.install()) {
                at = entry.symbolicName();
                try (InputStream jar = Files.newInputStream(entry.jar().file())) {
                    Bundle bundle = context.installBundle(entry.location(), jar);
                    bundle.adapt(BundleStartLevel.class).setStartLevel(entry.startLevel());
                    fresh.add(bundle);
                }
            }
            changes.ours(fresh);
            List<Bundle> toStart = new ArrayList<>(plan.start());
            toStart.addAll(fresh);
            toStart.sort(Comparator.comparing(SetSwitch::level));
            for (Bundle bundle : toStart) {
                at = String.valueOf(bundle.getSymbolicName());
                lifecycle.start(bundle);
                started.add(bundle);
            }
        } catch (FeatureFailure | BundleException | IOException e) {
            List<String> left = undo(started, fresh);
            throw new FeatureFailure(
                    at + " "
                            + (e instanceof FeatureFailure
                                    ? e.getMessage()
                                    : "cannot be installed: " + Lifecycle.reason(e))
                            + (left.isEmpty()
                                    ? ". Nothing was changed: the set is " + catalog.setName() + " as before"
                                    : ". The set is " + catalog.setName() + " as before, but this could not be undone: "
                                            + String.join("; ", left)),
                    e);
        }
    }

    /** Goes on where something cannot be undone; returns what could not be. */
    private List<String> undo(List<Bundle> started, List<Bundle> fresh) {
        List<String> left = new ArrayList<>();
        for (Bundle bundle : started.reversed()) {
            try {
                lifecycle.stop(bundle);
            } catch (FeatureFailure e) {
                left.add(bundle.getSymbolicName() + " " + e.getMessage());
            }
        }
        left.addAll(lifecycle.uninstall(fresh));
        return left;
    }

    private static String describe(Plan plan) {
        return plan.install().size() + " bundles installed, " + plan.start().size() + " started, "
                + plan.remove().size() + " removed";
    }
}
