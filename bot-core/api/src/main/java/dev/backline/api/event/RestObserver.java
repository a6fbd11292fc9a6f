package dev.backline.api.event;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears about requests to Discord's REST API. */
@ConsumerType
public interface RestObserver {

    /**
     * A request was answered, or failed.
     *
     * @param status HTTP status; 0 when there was no answer
     * @param nanos from sending to the answer's head
     */
    default void requestFinished(RestRoute route, int status, long nanos) {}

    /**
     * A response told how much of its bucket is left.
     *
     * @param remaining requests left until the bucket is filled again
     * @param limit requests that fit into it
     */
    default void bucketChanged(RestRoute route, int remaining, int limit) {}

    /**
     * Discord refused a request with status 429.
     *
     * @param global whether the whole bot is held back
     * @param waitNanos until it may be tried again
     */
    default void rateLimited(RestRoute route, boolean global, long waitNanos) {}
}
