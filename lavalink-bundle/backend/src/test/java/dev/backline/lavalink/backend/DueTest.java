package dev.backline.lavalink.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.lavalink.backend.node.PlayerPatch;
import dev.backline.lavalink.backend.node.PlayerPatch.TrackChange;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DueTest {

    private static final Duration LATER = Duration.ofSeconds(42);

    private final Due due = new Due();
    private final Playing playing = new Playing(7, Studio.tone("Tone 440", 440), Duration.ZERO);

    @BeforeEach
    void whatANewNodeIsToldAnyway() {
        assertThat(due.take(wish(null)))
                .hasValue(new PlayerPatch(Optional.empty(), Optional.empty(), Optional.of(false), Optional.of(80)));
        assertThat(due.take(wish(null))).isEmpty();
    }

    @Test
    void aTrackIsToldWhenItIsEncodedAndOnce() {
        due.track();
        assertThat(due.take(wish(playing))).isEmpty();

        playing.encodedAs("QAAA");

        assertThat(due.take(wish(playing))).hasValue(track("QAAA", 7, null));
        assertThat(due.take(wish(playing))).isEmpty();
    }

    @Test
    void aTrackThatGoesOnElsewhereIsToldWithItsPosition() {
        playing.encodedAs("QAAA");
        playing.goOnFrom(LATER);
        due.track();
        due.position();

        assertThat(due.take(wish(playing))).hasValue(track("QAAA", 7, LATER));
        assertThat(due.take(wish(playing))).isEmpty();
    }

    @Test
    void aJumpIsToldWhenTheTrackPlays() {
        playing.encodedAs("QAAA");
        playing.goOnFrom(LATER);
        due.position();
        assertThat(due.take(wish(playing))).isEmpty();

        playing.start();

        assertThat(due.take(wish(playing)))
                .hasValue(new PlayerPatch(Optional.empty(), Optional.of(LATER), Optional.empty(), Optional.empty()));
    }

    @Test
    void aJumpToTheBeginningIsToldToo() {
        playing.encodedAs("QAAA");
        playing.start();
        playing.goOnFrom(Duration.ZERO);
        due.position();

        assertThat(due.take(wish(playing)).flatMap(PlayerPatch::position)).hasValue(Duration.ZERO);
    }

    @Test
    void playingNothingIsTold() {
        due.track();

        assertThat(due.take(wish(null))).hasValue(track(null, 0, null));
    }

    @Test
    void whatDidNotReachTheNodeIsDueAgain() {
        playing.encodedAs("QAAA");
        playing.goOnFrom(LATER);
        due.track();
        due.pause();
        due.volume();
        PlayerPatch lost = due.take(wish(playing)).orElseThrow();

        due.untold(lost);

        assertThat(due.take(wish(playing))).hasValue(lost);
    }

    private static Wish wish(@Nullable Playing playing) {
        return new Wish(playing, false, 80);
    }

    private static PlayerPatch track(@Nullable String encoded, long number, @Nullable Duration position) {
        return new PlayerPatch(
                Optional.of(new TrackChange(encoded, number)),
                Optional.ofNullable(position),
                Optional.empty(),
                Optional.empty());
    }
}
