package dev.backline.profiler.record;

import dev.backline.profiler.profile.Owners;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** What the profiler has to know of the process that it is in. Safe for use by any thread. */
public interface Surroundings {

    /** Whose code is whose, at this moment. Takes some 100 ms. */
    Owners owners();

    /** Names of the features that have bundles. */
    List<String> features();

    /**
     * Ids of the bundles of a feature.
     *
     * @throws IllegalArgumentException when there is no such feature
     */
    Set<Long> bundlesOf(String feature);

    /** In how many guilds something plays; empty when nobody knows. */
    OptionalInt players();
}
