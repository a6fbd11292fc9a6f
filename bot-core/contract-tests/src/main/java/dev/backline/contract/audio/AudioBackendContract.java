package dev.backline.contract.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backline.api.audio.AudioBackend;
import dev.backline.api.audio.AudioPlayer;
import dev.backline.api.audio.Track;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link AudioBackend} promises. A subclass gives a backend that works, tracks for it, and connects players
 * to something that fetches their sound.
 */
public abstract class AudioBackendContract {

    /** Each test has a guild of its own: what the one before left on its way is not heard in it. */
    private static final AtomicLong GUILDS = new AtomicLong();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final long guild = GUILDS.incrementAndGet();
    private final RecordingListener listener = new RecordingListener();
    private AudioPlayer player;
    private AutoCloseable connection;

    /** A backend that can play; asked once for each test. */
    protected abstract AudioBackend backend();

    /** A track that plays, is seekable, lasts at least a minute, and has this title. */
    protected abstract Track track(String title);

    /** A track that lasts less than a second, with this title. */
    protected abstract Track shortTrack(String title);

    /** A track that the backend cannot load, with this title. */
    protected abstract Track brokenTrack(String title);

    /** Connects the transport of a guild's player, so that its sound is fetched until the result is closed. */
    protected abstract AutoCloseable connect(AudioPlayer player, long guildId);

    @BeforeEach
    void open() {
        player = backend().open(guild, listener);
        connection = connect(player, guild);
    }

    @AfterEach
    void close() throws Exception {
        player.close();
        connection.close();
    }

    private void hears(String... events) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(listener.heard()).containsExactly(events));
    }

    private void plays() {
        Duration before = player.position();
        await().atMost(PATIENCE).until(() -> player.position().compareTo(before) > 0);
    }

    @Test
    void aWorkingBackendCanPlay() {
        assertThat(backend().canPlay()).isTrue();
        assertThat(backend().canPlay(track("one"))).isTrue();
    }

    @Test
    void aPlayerSaysWhereItPlays() {
        assertThat(player.place()).startsWith(backend().name());
    }

    @Test
    void aPlayerIsSilentAtFirst() {
        assertThat(player.position()).isZero();
        assertThat(listener.heard()).isEmpty();
    }

    @Test
    void theTransportIsAlwaysTheSame() {
        assertThat(player.transport()).isSameAs(player.transport());
    }

    @Test
    void aTrackStartsAndGoesOn() {
        player.play(track("one"), Duration.ZERO);

        hears("started one");
        plays();
    }

    @Test
    void aTrackCanStartInTheMiddle() {
        player.play(track("one"), Duration.ofSeconds(30));

        hears("started one");
        await().atMost(PATIENCE).until(() -> player.position().compareTo(Duration.ofSeconds(30)) >= 0);
    }

    @Test
    void aTrackEndsAtItsEnd() {
        player.play(shortTrack("one"), Duration.ZERO);

        hears("started one", "ended one FINISHED");
        assertThat(player.position()).isZero();
    }

    @Test
    void anotherTrackReplacesTheOneThatPlays() {
        player.play(track("one"), Duration.ZERO);
        hears("started one");

        player.play(track("two"), Duration.ZERO);

        hears("started one", "ended one REPLACED", "started two");
    }

    @Test
    void stoppingEndsTheTrack() {
        player.play(track("one"), Duration.ZERO);
        hears("started one");

        player.stop();

        hears("started one", "ended one STOPPED");
        assertThat(player.position()).isZero();
    }

    @Test
    void stoppingRightAfterPlayingEndsTheTrack() {
        player.play(track("one"), Duration.ZERO);
        player.stop();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(listener.heard()).endsWith("ended one STOPPED"));
    }

    @Test
    void aTrackThatCannotBeLoadedFailsAndEnds() {
        player.play(brokenTrack("one"), Duration.ZERO);

        hears("failed one", "ended one LOAD_FAILED");
    }

    @Test
    void seekingMovesThePosition() {
        player.play(track("one"), Duration.ZERO);
        hears("started one");

        player.seek(Duration.ofSeconds(40));

        await().atMost(PATIENCE).until(() -> player.position().compareTo(Duration.ofSeconds(40)) >= 0);
        assertThat(listener.heard()).containsExactly("started one");
    }

    @Test
    void seekingPastTheEndFinishesTheTrack() {
        player.play(track("one"), Duration.ZERO);
        hears("started one");

        player.seek(Duration.ofDays(1));

        hears("started one", "ended one FINISHED");
    }

    @Test
    void aPausedTrackStartsWhenItIsResumed() {
        player.pause(true);
        player.play(shortTrack("one"), Duration.ZERO);
        player.pause(false);

        hears("started one", "ended one FINISHED");
    }

    @Test
    void theListenerIsNeverCalledByTheThreadOfACommand() {
        player.play(track("one"), Duration.ZERO);
        player.play(track("two"), Duration.ZERO);
        player.stop();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(listener.heard()).endsWith("ended two STOPPED"));
        assertThat(listener.threads()).doesNotContain(Thread.currentThread());
    }

    @Test
    void aClosedPlayerSaysNothingMore() {
        player.play(track("one"), Duration.ZERO);
        hears("started one");

        player.close();
        player.play(track("two"), Duration.ZERO);
        player.stop();

        try (AudioPlayer next = backend().open(guild, listener)) {
            next.play(track("three"), Duration.ZERO);
            next.stop();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(listener.heard()).endsWith("ended three STOPPED"));
        }
        assertThat(listener.heard()).noneMatch(event -> event.contains("two") || event.startsWith("ended one"));
    }

    @Test
    void closingTwiceIsFine() {
        player.close();
        player.close();

        assertThat(player.position()).isZero();
    }
}
