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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Installs and updates bundles, and leaves everything as it was when that fails. */
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

    /** Resolves and starts a bundle that was just installed; one that does not resolve is taken back. */
    private String begin(Bundle bundle, Cause cause) throws FeatureFailure {
        String name = name(bundle);
        List<Bundle> all = new ArrayList<>(List.of(bundle));
        changes.ours(all);
        try {
            List<Bundle> added = new ArrayList<>();
            try {
                added.addAll(dependencies.provide(bundle));
            } catch (FeatureFailure e) {
                lifecycle.uninstall(bundle);
                throw Lifecycle.named(() -> name, e);
            }
            changes.ours(added);
            all.addAll(added);
            for (Bundle library : added) {
                lifecycle.start(library);
            }
            changes.record(name, Kind.INSTALLED, cause, describe(bundle, added));
            start(name, bundle, cause);
            changes.record(name, Kind.TURNED_ON, cause, "");
            return name;
        } finally {
            changes.notOurs(all);
        }
    }

    private void start(String name, Bundle bundle, Cause cause) throws FeatureFailure {
        try {
            lifecycle.start(bundle);
            Optional<String> broken = catalog.broken(bundle);
            if (broken.isPresent()) {
                lifecycle.stop(bundle);
                throw new FeatureFailure("does not work: " + broken.get());
            }
            catalog.forget(bundle.getBundleId());
        } catch (FeatureFailure e) {
            catalog.failed(bundle, String.valueOf(e.getMessage()));
            changes.record(name, Kind.FAILED, cause, String.valueOf(e.getMessage()));
            throw Lifecycle.named(() -> name, e);
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
        changes.ours(List.of(bundle));
        try {
            Jar before = Jar.of(bundle);
            boolean running = bundle.getState() == Bundle.ACTIVE;
            try {
                replace(bundle, jar, running);
            } catch (FeatureFailure e) {
                replace(bundle, before, running);
                throw new FeatureFailure(
                        name + " " + jar.version() + " " + e.getMessage() + ". Version " + before.version()
                                + " is back",
                        e);
            }
            catalog.forget(bundle.getBundleId());
            changes.record(name, Kind.UPDATED, cause, before.version() + " to " + jar.version());
            return name;
        } catch (IOException e) {
            throw new FeatureFailure(name + " cannot be updated: " + e.getMessage(), e);
        } finally {
            changes.notOurs(List.of(bundle));
        }
    }

    private void replace(Bundle bundle, Jar jar, boolean start) throws FeatureFailure {
        lifecycle.pause(bundle);
        try {
            bundle.update(jar.open());
        } catch (BundleException e) {
            throw new FeatureFailure("cannot be updated: " + Lifecycle.reason(e), e);
        }
        lifecycle.refresh(List.of(bundle));
        dependencies.provide(bundle);
        if (start) {
            lifecycle.start(bundle);
            Optional<String> broken = catalog.broken(bundle);
            if (broken.isPresent()) {
                throw new FeatureFailure("does not work: " + broken.get());
            }
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
        refused.put(location, change);
        changes.record(change);
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
                    catalog.forget(bundle.getBundleId());
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

    /** The installed bundle with that id. */
    Optional<Bundle> bundle(long id) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getBundleId() == id)
                .findFirst();
    }
}
