package dev.backline.launcher;

import dev.backline.sets.BundleSet;
import dev.backline.sets.BundleSet.Entry;
import dev.backline.sets.BundleSets;
import dev.backline.sets.Remembered;
import dev.backline.sets.StoredJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * The framework with a bundle set in it. What an operator did to it in an earlier run holds: a bundle that was stopped
 * stays stopped, one that was installed by hand stays installed.
 */
public final class RunningFramework {

    private static final int LAST_LEVEL = 100;
    private static final long STOP_MILLIS = 30_000;

    private final Framework framework;
    private final List<String> problems = new ArrayList<>();

    private RunningFramework(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts the framework and every bundle of the set that is not left stopped.
     *
     * @param sets that the set is one of
     * @param remembered what an operator removed from the set, and what the distribution had at the last start
     * @param properties of the framework
     */
    public static RunningFramework start(
            BundleSets sets, BundleSet set, Remembered remembered, Map<String, String> properties)
            throws BundleException, IOException {
        Map<String, String> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(LAST_LEVEL));
        FrameworkFactory factory =
                ServiceLoader.load(FrameworkFactory.class).iterator().next();
        RunningFramework running = new RunningFramework(factory.newFramework(all));
        running.framework.init();
        running.provision(sets, set, remembered);
        running.framework.start();
        return running;
    }

    /** That of the framework itself. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    private void provision(BundleSets sets, BundleSet set, Remembered remembered) throws IOException {
        BundleContext context = framework.getBundleContext();
        Map<String, StoredJar> store = sets.jars();
        Map<String, String> before = remembered.jars();
        Map<String, String> now = fingerprints(store);
        Set<String> removed = remembered.removed();
        Set<String> wanted = sets.symbolicNames(set.name());
        Set<String> present = new HashSet<>();
        for (Bundle bundle : context.getBundles()) {
            String symbolicName = String.valueOf(bundle.getSymbolicName());
            boolean ofTheSet = bundle.getLocation().startsWith(BundleSet.LOCATION);
            if (ofTheSet && !wanted.contains(symbolicName)) {
                attempt("remove " + symbolicName, bundle::uninstall);
                continue;
            }
            present.add(symbolicName);
            StoredJar stored = store.get(symbolicName);
            boolean ofTheDistribution = ofTheSet || bundle.getLocation().startsWith(BundleSet.ADDED);
            if (ofTheDistribution
                    && stored != null
                    && !Objects.equals(now.get(symbolicName), before.get(symbolicName))
                    && !update(bundle, stored)) {
                // The next start tries it again.
                now.remove(symbolicName);
            }
        }
        List<Bundle> fresh = new ArrayList<>();
        for (Entry entry : set.bundles()) {
            if (!present.contains(entry.symbolicName()) && !removed.contains(entry.symbolicName())) {
                attempt("install " + entry.symbolicName(), () -> {
                    try (InputStream jar = Files.newInputStream(entry.jar().file())) {
                        Bundle bundle = context.installBundle(entry.location(), jar);
                        bundle.adapt(BundleStartLevel.class).setStartLevel(entry.startLevel());
                        fresh.add(bundle);
                    }
                });
            }
        }
        for (Bundle bundle : fresh) {
            // The framework is not active yet: this only marks the bundle to be started at its level.
            attempt("start " + bundle.getSymbolicName(), () -> {
                if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                }
            });
        }
        remembered.jars(now);
    }

    private static Map<String, String> fingerprints(Map<String, StoredJar> store) throws IOException {
        Map<String, String> fingerprints = new HashMap<>();
        for (StoredJar jar : store.values()) {
            fingerprints.put(jar.symbolicName(), jar.fingerprint());
        }
        return fingerprints;
    }

    /**
     * Takes the jar of a distribution that has another one than at the last start, be it newer or that of the version
     * before. What an operator updated by hand stays until then.
     */
    private boolean update(Bundle bundle, StoredJar stored) {
        return attempt("update " + bundle.getSymbolicName(), () -> {
            try (InputStream jar = Files.newInputStream(stored.file())) {
                bundle.update(jar);
            }
        });
    }

    private interface Step {
        void run() throws BundleException, IOException;
    }

    private boolean attempt(String what, Step step) {
        try {
            step.run();
            return true;
        } catch (BundleException | IOException e) {
            problems.add("Could not " + what + ": " + e.getMessage());
            return false;
        }
    }

    /** What did not work while the set was provisioned, a sentence each. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Blocks until the framework has stopped, for whatever reason. */
    void await() throws InterruptedException {
        framework.waitForStop(0);
    }

    /** Stops all bundles, the last started first, and waits half a minute at most. Returns whether that sufficed. */
    public boolean stop() {
        try {
            framework.stop();
            return framework.waitForStop(STOP_MILLIS).getType() == FrameworkEvent.STOPPED;
        } catch (BundleException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
