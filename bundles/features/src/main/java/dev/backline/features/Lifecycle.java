package dev.backline.features;

import dev.backline.api.feature.FeatureFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** Starts, stops and refreshes bundles, and does not wait for ever for those that hang. */
final class Lifecycle {

    /** How long a bundle that was interrupted has to come to an end. */
    private static final Duration INTERRUPTED = Duration.ofSeconds(1);

    private final FrameworkWiring wiring;
    private final Catalog catalog;
    private final Duration patience;

    /**
     * Of one framework.
     *
     * @param catalog knows whose components failed
     * @param patience how long a bundle may take to start or stop
     */
    Lifecycle(BundleContext context, Catalog catalog, Duration patience) {
        wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        this.catalog = catalog;
        this.patience = patience;
    }

    static boolean isFragment(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    /** Starts a bundle for good; one that fails, or that has a component that does, is left stopped for good. */
    void start(Bundle bundle) throws FeatureFailure {
        if (isFragment(bundle)) {
            return;
        }
        try {
            if (bundle.getState() != Bundle.ACTIVE) {
                within("start", bundle, () -> bundle.start(Bundle.START_ACTIVATION_POLICY));
            }
            Optional<String> broken = catalog.broken(bundle);
            if (broken.isPresent()) {
                throw new FeatureFailure("does not work: " + broken.get());
            }
            catalog.forget(bundle.getBundleId());
        } catch (FeatureFailure e) {
            // One that does not even end when it is interrupted cannot be stopped either.
            if (bundle.getState() != Bundle.STARTING) {
                try {
                    stop(bundle);
                } catch (FeatureFailure left) {
                    e.addSuppressed(left);
                }
            }
            throw e;
        }
    }

    /** Stops a bundle for good. */
    void stop(Bundle bundle) throws FeatureFailure {
        if (!isFragment(bundle)) {
            within("stop", bundle, bundle::stop);
        }
    }

    /** Stops a bundle for now. */
    void pause(Bundle bundle) throws FeatureFailure {
        if (!isFragment(bundle)) {
            within("stop", bundle, () -> bundle.stop(Bundle.STOP_TRANSIENT));
        }
    }

    void uninstall(Bundle bundle) throws FeatureFailure {
        within("uninstall", bundle, bundle::uninstall);
        catalog.forget(bundle.getBundleId());
    }

    /** Uninstalls what can be, and wires its users anew. Returns what could not be done, in words. */
    List<String> uninstall(Collection<Bundle> bundles) {
        List<String> left = new ArrayList<>();
        for (Bundle bundle : bundles) {
            try {
                uninstall(bundle);
            } catch (FeatureFailure e) {
                left.add(bundle.getSymbolicName() + " " + e.getMessage());
            }
        }
        try {
            if (!bundles.isEmpty()) {
                refresh(bundles);
            }
        } catch (FeatureFailure e) {
            left.add(String.valueOf(e.getMessage()));
        }
        return left;
    }

    private interface Step {
        void run() throws BundleException;
    }

    private void within(String what, Bundle bundle, Step step) throws FeatureFailure {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform()
                .name("backline-features-" + what + "-" + bundle.getSymbolicName())
                .daemon()
                .start(() -> {
                    try {
                        step.run();
                        end.complete(null);
                    } catch (BundleException | RuntimeException | LinkageError e) {
                        end.completeExceptionally(e);
                    }
                });
        try {
            end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new FeatureFailure("does not " + what + ": " + reason(e.getCause() == null ? e : e.getCause()), e);
        } catch (TimeoutException e) {
            StackTraceElement[] stack = thread.getStackTrace();
            thread.interrupt();
            awaitEnd(thread);
            throw new FeatureFailure(
                    "does not " + what + " within " + patience.toSeconds() + " s and was interrupted"
                            + (stack.length == 0 ? "" : ", in " + stack[0]),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeatureFailure("was interrupted while it was to " + what, e);
        }
    }

    private static void awaitEnd(Thread interrupted) {
        try {
            interrupted.join(INTERRUPTED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The innermost message of a failure, which is what its author wrote. */
    static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String type = innermost.getClass().getSimpleName();
        String message = innermost.getMessage();
        return innermost instanceof BundleException && message != null
                ? message
                : message == null ? type : type + ": " + message;
    }

    /** Whether a bundle can be wired now. */
    boolean resolves(Bundle bundle) {
        return wiring.resolveBundles(List.of(bundle));
    }

    FrameworkWiring wiring() {
        return wiring;
    }

    /**
     * Wires anew whoever uses an old content of these bundles, so that its class loader can go. Bundles that import from
     * them are stopped and started.
     */
    void refresh(Collection<Bundle> bundles) throws FeatureFailure {
        CountDownLatch refreshed = new CountDownLatch(1);
        wiring.refreshBundles(bundles, event -> refreshed.countDown());
        try {
            if (!refreshed.await(2 * patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new FeatureFailure("its users were not wired anew within " + 2 * patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeatureFailure("was interrupted while its users were wired anew", e);
        }
    }

    /** The failure of something with that name, which its message begins with. */
    static FeatureFailure named(String name, FeatureFailure failure) {
        return new FeatureFailure(name + " " + failure.getMessage(), failure);
    }
}
