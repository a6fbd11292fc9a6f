package dev.backline.runtime.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.audio.Lookup;
import dev.backline.api.audio.Lookup.Failed;
import dev.backline.api.audio.Lookup.Found;
import dev.backline.api.audio.Lookup.NotFound;
import dev.backline.api.audio.Lookup.Reason;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.TrackQuery;
import dev.backline.api.audio.TrackSource;
import dev.backline.api.event.LookupObserver;
import dev.backline.runtime.playback.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SourceChainTest {

    private static final TrackQuery QUERY = new TrackQuery("something");
    private static final Lookup FOUND = Found.one(Stage.track("found"));

    private final List<String> observed = new ArrayList<>();
    private final List<Integer> inFlight = new ArrayList<>();

    @Test
    void asksTheNextSourceWhenOneHasNothing() {
        Lookup answer = lookup(source("first", query -> done(new NotFound())), source("second", query -> done(FOUND)));

        assertThat(answer).isEqualTo(FOUND);
        assertThat(observed).containsExactly("first NOT_FOUND", "first -> second", "second FOUND");
    }

    @Test
    void asksTheNextSourceWhenOneIsBroken() {
        Lookup answer = lookup(
                source("first", query -> {
                    throw new IllegalStateException("broken");
                }),
                source("second", query -> done(FOUND)));

        assertThat(answer).isEqualTo(FOUND);
        assertThat(observed).containsExactly("first UNAVAILABLE", "first -> second", "second FOUND");
    }

    @Test
    void asksTheNextSourceWhenOneDoesNotAnswerAndCancelsTheQuestion() {
        CompletableFuture<Lookup> never = new CompletableFuture<>();

        Lookup answer = lookup(source("first", query -> never), source("second", query -> done(FOUND)));

        assertThat(answer).isEqualTo(FOUND);
        assertThat(never).isCancelled();
        assertThat(observed).containsExactly("first TIMEOUT", "first -> second", "second FOUND");
    }

    @Test
    void endsWhereTheQueryIsRefused() {
        Failed refused = new Failed(Reason.REFUSED, "A tone needs a frequency.");

        Lookup answer = lookup(source("first", query -> done(refused)), source("second", query -> done(FOUND)));

        assertThat(answer).isEqualTo(refused);
    }

    @Test
    void saysWhatWasBrokenWhenNobodyFoundAnything() {
        Failed broken = new Failed(Reason.UNAVAILABLE, "The library's disk is gone.");

        Lookup answer = lookup(source("first", query -> done(broken)), source("second", query -> done(new NotFound())));

        assertThat(answer).isEqualTo(broken);
    }

    @Test
    void aQuestionIsInFlightUntilItIsAnsweredOrGivenUp() {
        Lookup answer = lookup(
                source("first", query -> new CompletableFuture<>()),
                source("second", query -> {
                    throw new IllegalStateException("broken");
                }),
                source("third", query -> done(FOUND)));

        assertThat(answer).isEqualTo(FOUND);
        assertThat(inFlight).containsExactly(1, 0, 1, 0, 1, 0);
    }

    @Test
    void findsNothingWithoutSources() {
        assertThat(lookup()).isEqualTo(new NotFound());
    }

    private Lookup lookup(TrackSource... sources) {
        LookupObserver observer = new LookupObserver() {
            @Override
            public void lookupFinished(SourceKey source, LookupOutcome outcome, long nanos) {
                observed.add(source + " " + outcome);
            }

            @Override
            public void lookupFellBack(SourceKey from, SourceKey to) {
                observed.add(from + " -> " + to);
            }

            @Override
            public void lookupsInFlightChanged(int lookups) {
                inFlight.add(lookups);
            }
        };
        return new SourceChain(() -> List.of(sources), observer, Duration.ofMillis(50), System::nanoTime)
                .lookup(QUERY)
                .join();
    }

    private static CompletionStage<Lookup> done(Lookup lookup) {
        return CompletableFuture.completedStage(lookup);
    }

    private static TrackSource source(String name, Function<TrackQuery, CompletionStage<Lookup>> answer) {
        return new TrackSource() {
            @Override
            public SourceKey key() {
                return new SourceKey(name);
            }

            @Override
            public boolean accepts(TrackQuery query) {
                return true;
            }

            @Override
            public CompletionStage<Lookup> lookup(TrackQuery query) {
                return answer.apply(query);
            }
        };
    }
}
