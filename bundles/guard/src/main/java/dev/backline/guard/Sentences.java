package dev.backline.guard;

import dev.backline.api.feature.Cause.Origin;
import dev.backline.api.feature.FeatureChange;
import dev.backline.api.feature.FeatureChange.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the guard did to features and nobody changed since, read from their history, so that a restart forgets nothing.
 */
final class Sentences {

    private static final Duration LONGEST = Duration.ofDays(1);

    /** What happens to a feature without anybody's doing. */
    private static final EnumSet<Kind> MISHAPS = EnumSet.of(Kind.FAILED, Kind.DISCONNECTED, Kind.REFUSED);

    /**
     * A feature that was too expensive.
     *
     * @param since when the guard switched it off, or tried it again
     * @param times how often in a row it was switched off; a day without that begins anew
     * @param serving whether it is off now
     * @param evidence why
     */
    record Sentence(Instant since, int times, boolean serving, String evidence) {

        /**
         * When it is tried again: each time, it waits twice as long, a day at most.
         *
         * @param first how long it waits for the first time; zero for never
         */
        Optional<Instant> end(Duration first) {
            if (first.isZero()) {
                return Optional.empty();
            }
            Duration wait = first;
            for (int i = 1; i < times && wait.compareTo(LONGEST) < 0; i++) {
                wait = wait.multipliedBy(2);
            }
            return Optional.of(since.plus(wait.compareTo(LONGEST) < 0 ? wait : LONGEST));
        }
    }

    private Sentences() {}

    /**
     * By the features' names.
     *
     * @param history the oldest change first
     * @param kind {@link Kind#TURNED_OFF}, or {@link Kind#REPORTED} for a dry run
     */
    static Map<String, Sentence> standing(List<FeatureChange> history, Kind kind) {
        Map<String, Sentence> sentences = new TreeMap<>();
        for (FeatureChange change : history) {
            if (change.cause().origin() == Origin.GUARD) {
                sentences.compute(change.feature(), (feature, before) -> next(before, change, kind));
            } else if (!MISHAPS.contains(change.kind())) {
                sentences.remove(change.feature());
            }
        }
        return sentences;
    }

    private static @Nullable Sentence next(@Nullable Sentence before, FeatureChange change, Kind kind) {
        if (change.kind() == kind) {
            int times = before != null && isRecent(before, change.at()) ? before.times() + 1 : 1;
            return new Sentence(change.at(), times, true, change.cause().reason());
        }
        if (before == null) {
            return null;
        }
        return switch (change.kind()) {
            case TURNED_ON -> new Sentence(change.at(), before.times(), false, before.evidence());
            // It is off as before, and waits as long once more.
            case FAILED -> new Sentence(change.at(), before.times(), true, before.evidence());
            default -> before;
        };
    }

    private static boolean isRecent(Sentence sentence, Instant now) {
        return Duration.between(sentence.since(), now).compareTo(LONGEST) <= 0;
    }
}
