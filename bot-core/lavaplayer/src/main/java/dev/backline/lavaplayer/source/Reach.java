package dev.backline.lavaplayer.source;

import com.sedmelluq.discord.lavaplayer.track.AudioTrackInfo;
import dev.backline.api.audio.TrackQuery;
import java.util.Optional;

/** Which queries a source is asked for, and under which names. */
public interface Reach {

    /** What the source is asked for; empty when it is not asked at all. */
    Optional<String> identifier(TrackQuery query);

    /**
     * The identifier by which what was found is found again.
     *
     * @param asked what the source was asked for
     */
    default String keeps(String asked, AudioTrackInfo found) {
        return found.uri != null && found.uri.startsWith("http") ? found.uri : found.identifier;
    }

    /** What to call a track that carries no title; not blank. */
    default String title(String identifier) {
        return identifier;
    }

    /** {@code tone:440} and {@code tone 440}. */
    static Reach tones() {
        return query -> Tone.looksLikeOne(query.text()) ? Optional.of(query.text()) : Optional.empty();
    }
}
