package dev.backline.lavaplayer.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.audio.TrackQuery;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReachTest {

    private static final Reach SOUNDCLOUD =
            Site.named("soundcloud").orElseThrow().reach();
    private static final Reach VIMEO = Site.named("vimeo").orElseThrow().reach();

    private static Optional<String> ask(Reach reach, String text) {
        return reach.identifier(new TrackQuery(text));
    }

    @Test
    void aSiteIsAskedForItsOwnPages() {
        assertThat(ask(SOUNDCLOUD, "https://on.soundcloud.com/abc")).contains("https://on.soundcloud.com/abc");
    }

    @Test
    void aSiteIsNotAskedForOtherPages() {
        assertThat(ask(SOUNDCLOUD, "https://notsoundcloud.com/abc")).isEmpty();
    }

    @Test
    void aSiteThatCanSearchIsAskedForWords() {
        assertThat(ask(SOUNDCLOUD, "so what")).contains("scsearch:so what");
    }

    @Test
    void aSiteIsAskedForItsOwnSearches() {
        assertThat(ask(SOUNDCLOUD, "scsearch:so what")).contains("scsearch:so what");
    }

    @Test
    void aSiteThatCannotSearchIsNotAskedForWords() {
        assertThat(ask(VIMEO, "so what")).isEmpty();
    }

    @Test
    void aSiteIsNotAskedForIdentifiersOfOthers() {
        assertThat(ask(SOUNDCLOUD, "tone:440")).isEmpty();
    }

    @Test
    void aTitleWithAColonIsWords() {
        assertThat(ask(SOUNDCLOUD, "Suite: Judy Blue Eyes")).contains("scsearch:Suite: Judy Blue Eyes");
    }

    @Test
    void anUnknownManagerIsAskedForWordsOnlyWithAPrefix() {
        assertThat(ask(Reach.anything(""), "so what")).isEmpty();
        assertThat(ask(Reach.anything("ytsearch:"), "so what")).contains("ytsearch:so what");
    }

    @Test
    void anUnknownManagerIsAskedForUrlsAndIdentifiers() {
        assertThat(ask(Reach.anything(""), "https://example.com/watch")).isPresent();
        assertThat(ask(Reach.anything(""), "other:1")).isPresent();
        assertThat(ask(Reach.anything(""), "library:one.mp3")).isEmpty();
    }
}
