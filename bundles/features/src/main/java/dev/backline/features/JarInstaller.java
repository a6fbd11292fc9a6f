package dev.backline.features;

import dev.backline.api.feature.Cause;
import dev.backline.api.feature.FeatureChange;
import dev.backline.api.feature.FeatureChange.Kind;
import dev.backline.api.feature.FeatureFailure;
import dev.backline.api.feature.FeatureInstaller;
import dev.backline.sets.StoredJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs and updates bundles, and leaves everything as it was when that fails. What can be installed and does not start
 * stays, stopped.
 */
final class JarInstaller implements FeatureInstaller {

    private static final Logger log = LoggerFactory.getLogger(JarInstaller.class);

    private final BundleContext context;
    private final Catalog catalog;
    private final Changes changes;
    private final Lifecycle lifecycle;
    private final Dependencies dependencies;

    /** Jars that could not be installed, by location. */
    private final Map<String, FeatureChange> refused = new ConcurrentSkipListMap<>();

    JarInstaller(
            BundleContext context, Catalog catalog, Changes changes, Lifecycle lifecycle, Dependencies dependencies) {
        this.context = context;
        this.catalog = catalog;
        this.changes = changes;
        this.lifecycle = lifecycle;
        this.dependencies = dependencies;
    }

    /** Jars that could not be installed, by location. */
    Map<String, FeatureChange> refused() {
        return new TreeMap<>(refused);
    }

    /** Forgets that a jar was refused; returns whether there was one of that name. */
    boolean forgive(String name) {
        return refused.values().removeIf(change -> change.feature().equals(name));
    }

    @Override
    public String install(String location, Path file, Cause cause) throws FeatureFailure {
        return changes.make(() -> {
            try {
                Jar jar = Jar.read(file);
                Bundle present = context.getBundle(location);
                String name = present == null ? installNew(location, jar, cause) : update(present, jar, cause);
                refused.remove(location);
                return name;
            } catch (FeatureFailure e) {
                // A bundle that is installed and does not start is listed as itself.
                Bundle installed = context.getBundle(location);
                if (installed == null || !catalog.hasFailed(installed)) {
                    refuseNow(location, String.valueOf(e.getMessage()), cause);
                }
                throw e;
            }
        });
    }

    /** Installs a feature that the distribution has. */
    String install(StoredJar jar, Cause cause) throws FeatureFailure {
        return changes.make(() -> {
            try {
                return begin(dependencies.install(jar), cause);
            } catch (IOException | BundleException e) {
                throw new FeatureFailure(jar.symbolicName() + " cannot be installed: " + Lifecycle.reason(e), e);
            }
        });
    }

    private String installNew(String location, Jar jar, Cause cause) throws FeatureFailure {
        for (Bundle bundle : context.getBundles()) {
            if (jar.symbolicName().equals(bundle.getSymbolicName())) {
                int compared = jar.version().compareTo(bundle.getVersion());
                throw new FeatureFailure(jar.symbolicName() + " " + jar.version() + " is "
                        + (compared < 0 ? "older than" : compared == 0 ? "the same version as" : "newer than")
                        + " bundle " + bundle.getBundleId() + " (" + bundle.getVersion() + ", from "
                        + bundle.getLocation() + "). "
                        + (compared < 0
                                ? "To go back, remove that first: “feature:remove " + name(bundle) + "”"
                                : "Replace that by “feature:update " + name(bundle) + " FILE”"));
            }
        }
        try {
            return begin(context.installBundle(location, jar.open()), cause);
        } catch (BundleException e) {
            throw new FeatureFailure(jar.symbolicName() + " cannot be installed: " + Lifecycle.reason(e), e);
        }
    }

    /**
     * Resolves and starts a bundle that was just installed. One that does not resolve, or whose libraries do not start, is
     * taken back, and they are as well.
     */
    private String begin(Bundle bundle, Cause cause) throws FeatureFailure {
        String name = name(bundle);
        List<Bundle> all = new ArrayList<>(List.of(bundle));
        changes.ours(all);
        try {
            try {
                provide(bundle, all);
            } catch (FeatureFailure e) {
                throw new FeatureFailure(name + " " + e.getMessage() + takeBack(all), e);
            }
            changes.record(name, Kind.INSTALLED, cause, describe(bundle, all.subList(1, all.size())));
            start(name, bundle, cause);
            changes.record(name, Kind.TURNED_ON, cause, "");
            return name;
        } finally {
            changes.notOurs(all);
        }
    }

    /**
     * Makes a bundle resolve, and starts what was installed for that.
     *
     * @param all what was installed is added to it, also when this fails
     */
    private void provide(Bundle bundle, List<Bundle> all) throws FeatureFailure {
        List<Bundle> added = new ArrayList<>();
        try {
            dependencies.provide(bundle, added);
        } finally {
            changes.ours(added);
            all.addAll(added);
        }
        for (Bundle library : added) {
            try {
                lifecycle.start(library);
            } catch (FeatureFailure e) {
                throw Lifecycle.named("needs " + library.getSymbolicName() + ", which", e);
            }
        }
    }

    /** Uninstalls what was installed; returns what is left of it, in words that follow others. */
    private String takeBack(List<Bundle> installed) {
        List<String> left = lifecycle.uninstall(installed);
        return left.isEmpty() ? "" : "; this could not be taken back: " + String.join("; ", left);
    }

    private void start(String name, Bundle bundle, Cause cause) throws FeatureFailure {
        try {
            lifecycle.start(bundle);
        } catch (FeatureFailure e) {
            catalog.failed(bundle, String.valueOf(e.getMessage()));
            changes.record(name, Kind.FAILED, cause, String.valueOf(e.getMessage()));
            throw Lifecycle.named(name, e);
        }
    }

    private static String describe(Bundle bundle, List<Bundle> added) {
        String with = added.stream().map(Bundle::getSymbolicName).collect(Collectors.joining(", "));
        return "version " + bundle.getVersion() + ", from " + bundle.getLocation()
                + (with.isEmpty() ? "" : ", with " + with);
    }

    private String name(Bundle bundle) {
        return catalog.describe(bundle, catalog.setBundles())
                .map(Described::name)
                .orElse(String.valueOf(bundle.getSymbolicName()));
    }

    /** Replaces the content of an installed bundle by that of a file, whatever its location. */
    String update(Bundle bundle, Path file, Cause cause) throws FeatureFailure {
        return changes.make(() -> {
            try {
                return update(bundle, Jar.read(file), cause);
            } catch (FeatureFailure e) {
                changes.record(name(bundle), Kind.REFUSED, cause, String.valueOf(e.getMessage()));
                throw e;
            }
        });
    }

    private String update(Bundle bundle, Jar jar, Cause cause) throws FeatureFailure {
        String name = name(bundle);
        if (!jar.symbolicName().equals(bundle.getSymbolicName())) {
            throw new FeatureFailure(
                    "That is a jar of " + jar.symbolicName() + ", and " + name + " is " + bundle.getSymbolicName());
        }
        if (jar.version().compareTo(bundle.getVersion()) < 0) {
            throw new FeatureFailure(name + " " + jar.version() + " is older than " + bundle.getVersion()
                    + ", which is installed. To go back, remove it first: “feature:remove " + name + "”");
        }
        List<Bundle> all = new ArrayList<>(List.of(bundle));
        changes.ours(all);
        try {
            Jar before = Jar.of(bundle);
            boolean running = bundle.getState() == Bundle.ACTIVE;
            try {
                replace(bundle, jar, running, all);
            } catch (FeatureFailure e) {
                String end = putBack(bundle, before, running, all, e);
                throw new FeatureFailure(name + " " + jar.version() + " " + e.getMessage() + end, e);
            }
            catalog.forget(bundle.getBundleId());
            changes.record(name, Kind.UPDATED, cause, before.version() + " to " + jar.version());
            return name;
        } catch (IOException e) {
            throw new FeatureFailure(name + " cannot be updated: " + e.getMessage(), e);
        } finally {
            changes.notOurs(all);
        }
    }

    /** Undoes an update, and removes what it brought; returns what became of that, in words. */
    private String putBack(Bundle bundle, Jar before, boolean start, List<Bundle> all, FeatureFailure why) {
        String libraries = takeBack(List.copyOf(all.subList(1, all.size())));
        try {
            replace(bundle, before, start, all);
            return libraries + ". Version " + before.version() + " is back";
        } catch (FeatureFailure left) {
            why.addSuppressed(left);
            String words = "version " + before.version() + " could not be put back: it " + left.getMessage();
            catalog.failed(bundle, words);
            return libraries + ", and " + words;
        }
    }

    /**
     * Gives a bundle another content.
     *
     * @param all what was installed for it is added to it
     */
    private void replace(Bundle bundle, Jar jar, boolean start, List<Bundle> all) throws FeatureFailure {
        lifecycle.pause(bundle);
        try {
            bundle.update(jar.open());
        } catch (BundleException e) {
            throw new FeatureFailure("cannot be updated: " + Lifecycle.reason(e), e);
        }
        lifecycle.refresh(List.of(bundle));
        provide(bundle, all);
        if (start) {
            lifecycle.start(bundle);
        }
    }

    @Override
    public void refuse(String location, String reason, Cause cause) {
        changes.later(() -> refuseNow(location, reason, cause));
    }

    private void refuseNow(String location, String reason, Cause cause) {
        FeatureChange before = refused.get(location);
        if (before != null && before.detail().equals(reason)) {
            return;
        }
        String name = location.substring(location.lastIndexOf('/') + 1);
        FeatureChange change = new FeatureChange(Instant.now(), name, Kind.REFUSED, cause, reason);
        // Whoever sees that it was refused finds why.
        changes.record(change);
        refused.put(location, change);
    }

    @Override
    public void withdraw(String location, Cause cause) {
        changes.later(() -> {
            refused.remove(location);
            Bundle bundle = context.getBundle(location);
            if (bundle != null) {
                String name = name(bundle);
                changes.ours(List.of(bundle));
                try {
                    lifecycle.uninstall(bundle);
                    lifecycle.refresh(List.of(bundle));
                    dependencies.prune();
                    changes.record(name, Kind.REMOVED, cause, "");
                } catch (FeatureFailure e) {
                    log.warn("Feature {} {}", name, e.getMessage(), e);
                } finally {
                    changes.notOurs(List.of(bundle));
                }
            }
        });
    }
}
