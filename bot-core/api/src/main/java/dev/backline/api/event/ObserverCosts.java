package dev.backline.api.event;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What the calls of observers cost, by the bundle they go into. Safe for use by any thread. */
@ProviderType
public interface ObserverCosts {

    /** The bundles that have observers, or had some that were disconnected. */
    List<ObserverCost> costs();

    /**
     * Exact CPU time of the thread that calls all observers, in nanoseconds since the bot started; a bundle's part of it
     * is its part of {@link ObserverCost#nanos}. Negative where the JVM does not measure it.
     */
    long threadNanos();

    /** How many events no observer heard, because observers could not keep up. */
    long lost();

    /** Calls the observers of a bundle again that were disconnected. Does nothing for others. */
    void reconnect(long bundleId);
}
