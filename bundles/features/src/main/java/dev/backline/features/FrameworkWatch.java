package dev.backline.features;

import dev.backline.api.feature.Cause;
import dev.backline.api.feature.Cause.Origin;
import dev.backline.api.feature.FeatureChange.Kind;
import dev.backline.features.Catalog.Flag;
import dev.backline.sets.Remembered;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.SynchronousBundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices what is done to bundles by the framework's own means, and how they fare when the bot starts: one that fails to
 * start again and again is left off.
 */
final class FrameworkWatch implements SynchronousBundleListener, FrameworkListener {

    private static final Logger log = LoggerFactory.getLogger(FrameworkWatch.class);

    private static final Cause FRAMEWORK = new Cause(Origin.FRAMEWORK, "", "");

    /** A bundle whose start with the bot is under way. */
    private record Start(Bundle bundle, Thread thread, long nanos) {}

    private final BundleContext context;
    private final Catalog catalog;
    private final Changes changes;
    private final Attempts attempts;
    private final Remembered remembered;
    private final long patienceNanos;

    /** Features by bundle id, for when a bundle is gone and cannot be asked any more. */
    private final Map<Long, String> names = new ConcurrentHashMap<>();

    private final Map<Long, Start> starts = new ConcurrentHashMap<>();

    /** The how-manieth start in a row it was, of bundles that started with the bot. */
    private final Map<String, Integer> tryNumbers = new ConcurrentHashMap<>();

    FrameworkWatch(
            BundleContext context,
            Catalog catalog,
            Changes changes,
            Attempts attempts,
            Remembered remembered,
            java.time.Duration patience) {
        this.context = context;
        this.catalog = catalog;
        this.changes = changes;
        this.attempts = attempts;
        this.remembered = remembered;
        patienceNanos = patience.toNanos();
    }

    void open() {
        catalog.flags().values().forEach(this::learn);
        leaveOff();
        context.addBundleListener(this);
        context.addFrameworkListener(this);
    }

    void close() {
        context.removeBundleListener(this);
        context.removeFrameworkListener(this);
    }

    private void learn(Flag flag) {
        flag.bundles().forEach(bundle -> names.put(bundle.getBundleId(), flag.name()));
    }

    /** Stops for good what failed to start too often, before its turn comes. */
    private void leaveOff() {
        for (Flag flag : catalog.flags().values()) {
            for (Bundle bundle : flag.bundles()) {
                String symbolicName = String.valueOf(bundle.getSymbolicName());
                if (flag.described().removable() && attempts.exhausted(symbolicName) && Catalog.isWanted(bundle)) {
                    String why = "its start failed " + attempts.count(symbolicName) + " times in a row";
                    attempts.succeeded(symbolicName);
                    try {
                        bundle.stop();
                        catalog.failed(
                                bundle, why + ", so it is left off. “feature:on " + flag.name() + "” tries it again");
                        changes.later(
                                () -> changes.record(flag.name(), Kind.TURNED_OFF, new Cause(Origin.BOT, "", why), ""));
                    } catch (BundleException e) {
                        log.warn("{} cannot be left off", symbolicName, e);
                    }
                }
            }
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        int framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState();
        if (framework == Bundle.STARTING) {
            starting(bundle, event.getType());
        } else if (framework == Bundle.ACTIVE) {
            running(bundle, event.getType());
        }
    }

    private void starting(Bundle bundle, int type) {
        if (!names.containsKey(bundle.getBundleId())) {
            return;
        }
        String symbolicName = String.valueOf(bundle.getSymbolicName());
        if (type == BundleEvent.STARTING) {
            tryNumbers.put(symbolicName, attempts.begin(symbolicName));
            starts.put(bundle.getBundleId(), new Start(bundle, Thread.currentThread(), System.nanoTime()));
        } else if (type == BundleEvent.STARTED) {
            starts.remove(bundle.getBundleId());
            attempts.succeeded(symbolicName);
        } else if (type == BundleEvent.STOPPED) {
            starts.remove(bundle.getBundleId());
        }
    }

    /** Interrupts the start of a bundle that hangs, so that those after it get their turn. Called now and then. */
    void hurry() {
        starts.values().removeIf(start -> {
            boolean hangs = System.nanoTime() - start.nanos() > patienceNanos
                    && start.bundle().getState() == Bundle.STARTING;
            if (hangs) {
                log.warn(
                        "{} hangs in its start, which is interrupted",
                        start.bundle().getSymbolicName());
                start.thread().interrupt();
            }
            return hangs;
        });
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR && event.getThrowable() instanceof BundleException failure) {
            String name = names.get(event.getBundle().getBundleId());
            if (name != null && !changes.isOurs(event.getBundle())) {
                failed(name, event.getBundle(), "does not start: " + Lifecycle.reason(failure));
            }
        } else if (event.getType() == FrameworkEvent.STARTED) {
            changes.later(this::judge);
        }
    }

    private void failed(String name, Bundle bundle, String why) {
        catalog.failed(bundle, why);
        changes.later(() -> changes.record(name, Kind.FAILED, new Cause(Origin.BOT, "", ""), why));
    }

    /** After the start of the bot: a bundle whose components failed has not started either. */
    private void judge() {
        for (Flag flag : catalog.flags().values()) {
            for (Bundle bundle : flag.bundles()) {
                Optional<String> broken = catalog.broken(bundle);
                String symbolicName = String.valueOf(bundle.getSymbolicName());
                if (broken.isPresent()) {
                    attempts.failed(symbolicName, tryNumbers.getOrDefault(symbolicName, 1));
                    changes.record(flag.name(), Kind.FAILED, new Cause(Origin.BOT, "", ""), broken.get());
                }
            }
        }
    }

    private void running(Bundle bundle, int type) {
        boolean ours = changes.isOurs(bundle);
        @Nullable Kind kind =
                switch (type) {
                    case BundleEvent.INSTALLED -> Kind.INSTALLED;
                    case BundleEvent.STARTED -> Kind.TURNED_ON;
                    // Stopped for a moment only, to be wired anew or updated, it stays meant to run.
                    case BundleEvent.STOPPED -> Catalog.isWanted(bundle) ? null : Kind.TURNED_OFF;
                    case BundleEvent.UPDATED -> Kind.UPDATED;
                    case BundleEvent.UNINSTALLED -> Kind.REMOVED;
                    default -> null;
                };
        if (kind == null) {
            return;
        }
        Set<String> inSet = catalog.setBundles();
        catalog.describe(bundle, inSet).ifPresent(described -> names.put(bundle.getBundleId(), described.name()));
        String name = names.get(bundle.getBundleId());
        if (kind == Kind.TURNED_ON || kind == Kind.REMOVED) {
            catalog.forget(bundle.getBundleId());
        }
        if (kind == Kind.REMOVED) {
            names.remove(bundle.getBundleId());
        }
        String symbolicName = String.valueOf(bundle.getSymbolicName());
        if (kind == Kind.REMOVED || kind == Kind.INSTALLED) {
            changes.later(() -> remember(kind, symbolicName));
        }
        if (name != null && !ours) {
            changes.later(() -> {
                if (changes.latest(name).map(latest -> latest.kind() != kind).orElse(kind != Kind.TURNED_ON)
                        || kind == Kind.UPDATED) {
                    changes.record(name, kind, FRAMEWORK, "bundle " + bundle.getBundleId());
                }
            });
        }
    }

    /** Keeps what an operator removed from the set, so that the next start does not bring it back. */
    private void remember(Kind kind, String symbolicName) {
        try {
            Set<String> removed = remembered.removed();
            boolean changed = kind == Kind.REMOVED
                    ? catalog.setBundles().contains(symbolicName) && removed.add(symbolicName)
                    : removed.remove(symbolicName);
            if (changed) {
                remembered.removed(removed);
            }
        } catch (IOException e) {
            log.warn("That {} was removed or installed cannot be remembered", symbolicName, e);
        }
    }
}
