package dev.backline.lavaplayer.source;

import com.sedmelluq.discord.lavaplayer.track.AudioTrackInfo;
import dev.backline.api.audio.TrackQuery;
import dev.backline.lavaplayer.tone.Tone;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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

    /** Every http and https URL. */
    static Reach web() {
        return new WebReach();
    }

    /**
     * The pages of a site, its own identifiers, and words.
     *
     * @param domains of its pages; those below them are meant as well
     * @param searchPrefix what makes an identifier out of words; empty when it cannot search
     */
    static Reach site(Set<String> domains, String searchPrefix) {
        return query -> {
            Optional<URI> url = query.url();
            if (url.isPresent()) {
                String host = url.get().getHost().toLowerCase(Locale.ROOT);
                boolean known = domains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
                return known ? Optional.of(query.text()) : Optional.empty();
            }
            return search(query, searchPrefix);
        };
    }

    /** Whatever looks like nobody else's: for source managers of which nothing is known. */
    static Reach anything(String searchPrefix) {
        return query -> {
            if (query.url().isPresent()) {
                return Optional.of(query.text());
            }
            return Words.test(query)
                    ? search(query, searchPrefix)
                    : Optional.of(query.text()).filter(text -> !text.startsWith(Library.SCHEME));
        };
    }

    private static Optional<String> search(TrackQuery query, String prefix) {
        if (prefix.isEmpty()) {
            return Optional.empty();
        }
        if (query.text().startsWith(prefix)) {
            return Optional.of(query.text());
        }
        return Words.test(query) ? Optional.of(prefix + query.text()) : Optional.empty();
    }
}
