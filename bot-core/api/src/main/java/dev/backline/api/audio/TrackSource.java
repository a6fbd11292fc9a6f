package dev.backline.api.audio;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Finds tracks in one place: a library folder, a web site, a generator of tones. Sources are whiteboard services. The
 * bot asks those that accept a query in the order of their {@code service.ranking}, highest first, until one has found
 * something.
 *
 * <p>Called from any thread, by many at a time; no method blocks.
 */
@ConsumerType
public interface TrackSource {

    /** Its name; the same on every call. */
    SourceKey key();

    /** Whether it makes sense to ask this source, judged by the look of the query alone. */
    boolean accepts(TrackQuery query);

    /**
     * Looks tracks up. The stage completes on a thread of the source's own, and normally even when the source is
     * broken: failures are {@link Lookup.Failed}. The caller may give up waiting, and cancels the stage's
     * {@link CompletionStage#toCompletableFuture() future} then.
     */
    CompletionStage<Lookup> lookup(TrackQuery query);

    /**
     * Offers completions for what was typed so far.
     *
     * @param typed may be empty
     * @param limit at most this many, 1 to 25
     * @return texts that {@link #lookup} understands, best first
     */
    default CompletionStage<List<Suggestion>> suggest(String typed, int limit) {
        return CompletableFuture.completedFuture(List.of());
    }

    /**
     * One completion.
     *
     * @param label what the listener sees, 1 to 100 characters
     * @param query what is looked up when it is chosen, 1 to 100 characters
     */
    record Suggestion(String label, String query) {}
}
