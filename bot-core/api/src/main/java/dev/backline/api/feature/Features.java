package dev.backline.api.feature;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The features of this bot. What an operator does to bundles by the framework's own means shows here, too.
 *
 * <p>Safe for use by any thread. One change is made after the other; a change blocks until it is done, some 10 s at
 * most for a bundle that hangs.
 */
@ProviderType
public interface Features {

    /** All features by name: installed, refused and available ones. */
    List<Feature> list();

    /**
     * Starts the bundles of a feature, now and whenever the bot starts. Observers that were disconnected are called
     * again.
     *
     * @throws FeatureFailure when there is no such feature, or a bundle of it does not start
     */
    void on(String name, Cause cause) throws FeatureFailure;

    /**
     * Stops the bundles of a feature until it is switched on again.
     *
     * @param force even if the bot does not play on without it
     * @throws FeatureFailure when there is no such feature, or it is not removable and not forced
     */
    void off(String name, boolean force, Cause cause) throws FeatureFailure;

    /**
     * Uninstalls the bundles of a feature; a restart does not bring them back.
     *
     * @param force even if the bot does not play on without it
     * @throws FeatureFailure when there is no such feature, or it is not removable and not forced
     */
    void remove(String name, boolean force, Cause cause) throws FeatureFailure;

    /** Writes something about a feature into the history, and nothing else. */
    void report(FeatureChange change);

    /** What happened to features, the oldest first; some thousands at most. */
    List<FeatureChange> history();
}
