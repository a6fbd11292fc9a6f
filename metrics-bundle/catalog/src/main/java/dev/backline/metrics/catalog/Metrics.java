package dev.backline.metrics.catalog;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The registry, for collectors: a service that they need to start. Safe for any thread.
 */
@ProviderType
public interface Metrics {

    /**
     * Adds all metrics of a catalogue; whoever scrapes sees all of them or none.
     *
     * @return takes them away again, all at once
     * @throws IllegalArgumentException when one of the names is there already
     */
    Added add(Catalog catalog);

    /** What was added. */
    interface Added extends AutoCloseable {

        /** Takes it away. Closing twice does nothing. */
        @Override
        void close();
    }
}
