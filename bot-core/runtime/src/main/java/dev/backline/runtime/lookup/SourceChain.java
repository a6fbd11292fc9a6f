package dev.backline.runtime.lookup;

import dev.backline.api.audio.Lookup;
import dev.backline.api.audio.Lookup.Failed;
import dev.backline.api.audio.Lookup.Found;
import dev.backline.api.audio.Lookup.NotFound;
import dev.backline.api.audio.Lookup.Reason;
import dev.backline.api.audio.TrackQuery;
import dev.backline.api.audio.TrackSource;
import dev.backline.api.audio.TrackSource.Suggestion;
import dev.backline.api.audio.Wordless;
import dev.backline.api.event.LookupObserver;
import dev.backline.api.event.LookupObserver.LookupOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one source after the other until one has found something. A source that has nothing, fails or does not answer
 * in time is followed by the next; one that refuses the query ends the chain, since the listener has to change it.
 *
 * <p>Safe for any thread; nothing blocks.
 */
public final class SourceChain {

    private static final Logger log = LoggerFactory.getLogger(SourceChain.class);

    private final Supplier<List<TrackSource>> sources;
    private final LookupObserver observer;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private int inFlight;

    /**
     * @param sources the sources of the moment, in order
     * @param observer told how each source answered
     * @param patience how long one source may take
     * @param nanoTime a clock that only runs forward, in nanoseconds
     */
    public SourceChain(
            Supplier<List<TrackSource>> sources, LookupObserver observer, Duration patience, LongSupplier nanoTime) {
        this.sources = sources;
        this.observer = observer;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** Looks a query up. The future completes normally whatever the sources do. */
    public CompletableFuture<Lookup> lookup(TrackQuery query) {
        List<TrackSource> willing =
                sources.get().stream().filter(source -> accepts(source, query)).toList();
        if (willing.isEmpty()) {
            return CompletableFuture.completedFuture(new NotFound());
        }
        return ask(query, willing, 0, new NotFound());
    }

    private CompletableFuture<Lookup> ask(TrackQuery query, List<TrackSource> willing, int index, Lookup soFar) {
        TrackSource source = willing.get(index);
        return answer(source, query).thenCompose(answer -> {
            if (answer instanceof Found || (answer instanceof Failed failed && failed.reason() == Reason.REFUSED)) {
                return CompletableFuture.completedFuture(answer);
            }
            // What a broken source had to say helps more than "nothing found" from the others.
            Lookup worst = soFar instanceof Failed ? soFar : answer;
            if (index + 1 == willing.size()) {
                return CompletableFuture.completedFuture(worst);
            }
            observer.lookupFellBack(source.key(), willing.get(index + 1).key());
            return ask(query, willing, index + 1, worst);
        });
    }

    private CompletableFuture<Lookup> answer(TrackSource source, TrackQuery query) {
        long began = nanoTime.getAsLong();
        inFlight(1);
        CompletableFuture<Lookup> asked;
        try {
            asked = source.lookup(query).toCompletableFuture();
        } catch (RuntimeException | LinkageError e) {
            asked = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Lookup> pending = asked;
        return pending.copy()
                .orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
                .handle((answer, failure) -> {
                    Lookup settled = failure == null ? answer : failed(source, failure, pending);
                    observer.lookupFinished(source.key(), outcome(settled), nanoTime.getAsLong() - began);
                    inFlight(-1);
                    return settled;
                });
    }

    /** Counts and tells in one: told in another order than counted, a number of the past would be the last. */
    private synchronized void inFlight(int change) {
        inFlight += change;
        observer.lookupsInFlightChanged(inFlight);
    }

    private Lookup failed(TrackSource source, Throwable failure, CompletableFuture<Lookup> pending) {
        if (failure instanceof TimeoutException) {
            pending.cancel(true);
            return new Failed(
                    Reason.TIMEOUT, "The source " + source.key() + " took too long to answer. Try again later.");
        }
        log.warn("The source {} failed in a look-up", source.key(), Wordless.of(failure));
        return new Failed(Reason.UNAVAILABLE, "The source " + source.key() + " is not working at the moment.");
    }

    private static boolean accepts(TrackSource source, TrackQuery query) {
        try {
            return source.accepts(query);
        } catch (RuntimeException | LinkageError e) {
            log.warn("The source {} failed to judge a query and is passed over", source.key(), Wordless.of(e));
            return false;
        }
    }

    private static LookupOutcome outcome(Lookup answer) {
        return switch (answer) {
            case Found found -> LookupOutcome.FOUND;
            case NotFound notFound -> LookupOutcome.NOT_FOUND;
            case Failed failed ->
                switch (failed.reason()) {
                    case REFUSED -> LookupOutcome.REFUSED;
                    case UNAVAILABLE -> LookupOutcome.UNAVAILABLE;
                    case TIMEOUT -> LookupOutcome.TIMEOUT;
                };
        };
    }

    /**
     * Completions of all sources, those of the first source first, each query once.
     *
     * @param patience sources that take longer are left out
     */
    public CompletableFuture<List<Suggestion>> suggest(String typed, int limit, Duration patience) {
        List<CompletableFuture<List<Suggestion>>> asked = new ArrayList<>();
        for (TrackSource source : sources.get()) {
            asked.add(suggestions(source, typed, limit)
                    .copy()
                    .completeOnTimeout(List.of(), patience.toNanos(), TimeUnit.NANOSECONDS)
                    .exceptionally(failure -> List.of()));
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    Map<String, Suggestion> distinct = new LinkedHashMap<>();
                    for (CompletableFuture<List<Suggestion>> answer : asked) {
                        for (Suggestion suggestion : answer.join()) {
                            distinct.putIfAbsent(suggestion.query(), suggestion);
                        }
                    }
                    return distinct.values().stream().limit(limit).toList();
                });
    }

    private static CompletableFuture<List<Suggestion>> suggestions(TrackSource source, String typed, int limit) {
        try {
            return source.suggest(typed, limit).toCompletableFuture();
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
