package dev.backline.features;

import dev.backline.api.feature.Cause;
import dev.backline.api.feature.FeatureChange;
import dev.backline.api.feature.FeatureChange.Kind;
import dev.backline.api.feature.FeatureFailure;
import dev.backline.api.feature.FeatureObserver;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one change after the other, on a thread of its own: whoever asked may be a bundle that the change stops. Every
 * change is logged, kept, and told.
 */
final class Changes implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Changes.class);

    private final History history;
    private final Collection<FeatureObserver> observers;
    private final Clock clock;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(this::begin);
    private volatile @Nullable Thread thread;

    /** Bundles that are being changed by us, so that what the framework says of them is no news. */
    private final Set<Long> ours = ConcurrentHashMap.newKeySet();

    Changes(History history, Collection<FeatureObserver> observers, Clock clock) {
        this.history = history;
        this.observers = observers;
        this.clock = clock;
    }

    private Thread begin(Runnable work) {
        Thread begun = Thread.ofPlatform().name("backline-features").daemon().unstarted(work);
        thread = begun;
        return begun;
    }

    /** Makes a change and waits for it. */
    <T> T make(Callable<T> change) throws FeatureFailure {
        Future<T> made;
        try {
            made = executor.submit(change);
        } catch (RejectedExecutionException e) {
            throw new FeatureFailure("The feature flags are being stopped", e);
        }
        try {
            return made.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FeatureFailure failure) {
                throw new FeatureFailure(String.valueOf(failure.getMessage()), failure);
            }
            throw new IllegalStateException(Lifecycle.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeatureFailure("Interrupted; the change goes on, see feature:history", e);
        }
    }

    /** Does something after the changes that are asked for already. */
    void later(Runnable task) {
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException | LinkageError e) {
                    log.error("A change of bundles could not be followed", e);
                }
            });
        } catch (RejectedExecutionException end) {
            log.debug("Not followed any more: the feature flags are being stopped");
        }
    }

    /** What is done to these bundles until {@link #notOurs} is our doing. */
    void ours(Collection<Bundle> bundles) {
        bundles.forEach(bundle -> ours.add(bundle.getBundleId()));
    }

    void notOurs(Collection<Bundle> bundles) {
        ours.removeAll(bundles.stream().map(Bundle::getBundleId).collect(Collectors.toSet()));
    }

    /** Whether what happens to a bundle right now, on this thread, is our doing. */
    boolean isOurs(Bundle bundle) {
        return Thread.currentThread().equals(thread) || ours.contains(bundle.getBundleId());
    }

    void record(String feature, Kind kind, Cause cause, String detail) {
        record(new FeatureChange(clock.instant(), feature, kind, cause, detail));
    }

    void record(FeatureChange change) {
        String what = change.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String detail = change.detail().isEmpty() ? "" : ": " + change.detail();
        switch (change.kind()) {
            case FAILED, REFUSED, DISCONNECTED ->
                log.warn("Feature {} {} ({}){}", change.feature(), what, change.cause(), detail);
            default -> log.info("Feature {} {} ({}){}", change.feature(), what, change.cause(), detail);
        }
        history.add(change);
        for (FeatureObserver observer : observers) {
            try {
                observer.featureChanged(change);
            } catch (RuntimeException | LinkageError e) {
                log.warn(
                        "{} failed on a change of a feature",
                        observer.getClass().getName(),
                        e);
            }
        }
    }

    List<FeatureChange> history() {
        return history.all();
    }

    /** The change that made a feature what it is. */
    Optional<FeatureChange> latest(String feature) {
        return history.latest(feature);
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
