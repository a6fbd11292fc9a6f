package dev.backline.runtime.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backline.api.audio.EndReason;
import dev.backline.api.audio.Track;
import dev.backline.api.command.UserError;
import dev.backline.api.playback.LoopMode;
import dev.backline.api.playback.Session;
import dev.backline.runtime.playback.GuildPlayback.Enqueued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuildSessionsTest {

    private static final long GUILD = 1;
    private static final long LOUNGE = 11;
    private static final long STUDIO = 12;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Stage stage;

    @BeforeEach
    void setTheStage() {
        stage = new Stage(folder);
    }

    @Test
    void playsTheFirstTrackAndKeepsTheOthersWaiting() {
        play("one", "two", "three");

        assertThat(session().current()).map(Track::title).contains("one");
        assertThat(session().queue()).extracting(Track::title).containsExactly("two", "three");
        assertThat(stage.backend.calls).contains("play one at 0");
    }

    @Test
    void goesOnWithTheNextTrackWhenOneIsFinished() {
        play("one", "two");

        stage.backend.opened().end(EndReason.FINISHED);

        assertThat(session().current()).map(Track::title).contains("two");
    }

    @Test
    void doesNotGoOnWhenATrackWasReplaced() {
        play("one", "two");

        stage.backend.opened().end(EndReason.REPLACED);

        assertThat(session().current()).map(Track::title).contains("one");
    }

    @Test
    void playsTheSameTrackAgainInALoop() {
        play("one", "two");
        with(playback -> playback.loopMode(LoopMode.TRACK));
        stage.backend.opened().begin();

        stage.backend.opened().end(EndReason.FINISHED);

        assertThat(session().current()).map(Track::title).contains("one");
        assertThat(session().queue()).extracting(Track::title).containsExactly("two");
    }

    @Test
    void putsAFinishedTrackAtTheEndWhenTheQueueLoops() {
        play("one", "two");
        with(playback -> playback.loopMode(LoopMode.QUEUE));
        stage.backend.opened().begin();

        stage.backend.opened().end(EndReason.FINISHED);

        assertThat(session().current()).map(Track::title).contains("two");
        assertThat(session().queue()).extracting(Track::title).containsExactly("one");
    }

    @Test
    void doesNotLoopATrackThatCannotBePlayed() {
        play("broken", "two");
        with(playback -> playback.loopMode(LoopMode.TRACK));

        stage.backend.opened().fail("the file is empty");

        assertThat(session().current()).map(Track::title).contains("two");
    }

    @Test
    void doesNotLoopATrackThatEndsWithoutASound() {
        play("silence", "two");
        with(playback -> playback.loopMode(LoopMode.TRACK));

        stage.backend.opened().end(EndReason.FINISHED);

        assertThat(session().current()).map(Track::title).contains("two");
    }

    @Test
    void playsOnWhenItIsCalledIntoAnotherChannel() {
        play("one");
        stage.backend.opened().begin();
        stage.backend.opened().position = Duration.ofMinutes(2);

        with(playback -> playback.join(STUDIO));

        assertThat(stage.voice.calls).endsWith("connect " + STUDIO);
        assertThat(session().position()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void tellsWhoeverAskedThatTheTrackCannotBePlayed() {
        Enqueued enqueued = play("broken");

        stage.backend.opened().fail("the file is empty");

        assertThat(enqueued).isInstanceOfSatisfying(Enqueued.Playing.class, playing -> assertThatThrownBy(
                        () -> playing.started().join())
                .hasCauseInstanceOf(UserError.class)
                .hasMessageContaining("the file is empty"));
    }

    @Test
    void takesNoMoreTracksThanTheQueueHolds() {
        play("one");

        Enqueued enqueued = enqueue("a", "b", "c", "d", "e", "f", "g");

        assertThat(enqueued).isEqualTo(new Enqueued.Waiting(5, 1));
        assertThatThrownBy(() -> enqueue("h")).hasMessageContaining("queue is full");
    }

    @Test
    void skippingTheLastTrackEndsIt() {
        play("one");

        with(playback -> playback.skip(1));

        assertThat(session().current()).isEmpty();
        assertThat(stage.backend.calls).endsWith("stop");
    }

    @Test
    void skipsAsManyTracksAsAsked() {
        play("one", "two", "three", "four");

        with(playback -> playback.skip(3));

        assertThat(session().current()).map(Track::title).contains("four");
    }

    @Test
    void pausesWhileNobodyListensAndGoesOnWhenSomebodyComes() {
        play("one");

        stage.voice.listener().audienceChanged(0);
        assertThat(session().paused()).isTrue();

        stage.voice.listener().audienceChanged(1);
        assertThat(session().paused()).isFalse();
        assertThat(stage.backend.calls).endsWith("pause", "unpause");
    }

    @Test
    void leavesAfterAWhileInWhichNobodyListenedAndKeepsTheQueue() {
        play("one", "two");
        stage.voice.listener().audienceChanged(0);

        stage.letTimePass();

        assertThat(session().voiceChannelId()).isEmpty();
        assertThat(session().queue()).hasSize(1);
        assertThat(stage.voice.calls).endsWith("disconnect");
    }

    @Test
    void staysWhileSomethingPlays() {
        play("one");

        stage.letTimePass();

        assertThat(session().voiceChannelId()).hasValue(LOUNGE);
    }

    @Test
    void leavesAfterAWhileInWhichNothingPlayed() {
        play("one");
        with(playback -> playback.skip(1));

        stage.letTimePass();

        assertThat(stage.voice.calls).endsWith("disconnect");
    }

    @Test
    void goesOnWhereItWasWhenItsBackendIsReplaced() {
        play("one", "two");
        stage.backend.opened().begin();
        stage.backend.opened().position = Duration.ofSeconds(42);
        FakeBackend other = new FakeBackend("other");

        stage.backends.remove(stage.backend);
        stage.guilds.backendLeaves(stage.backend);
        assertThat(session().backend()).isEmpty();
        assertThat(session().position()).isEqualTo(Duration.ofSeconds(42));

        stage.backends.add(other);
        stage.guilds.backendAppeared();
        assertThat(other.calls).endsWith("play one at 42");
        assertThat(session().backend()).contains("other");
    }

    @Test
    void goesOnElsewhereWhenABackendGivesItsPlayerUp() {
        play("one");
        stage.backend.opened().begin();
        stage.backend.opened().position = Duration.ofSeconds(9);

        stage.backend.opened().lose();

        assertThat(stage.backend.calls).containsSubsequence("close", "open", "play one at 9");
    }

    @Test
    void goesOnWithAnotherBackendWhenItsOwnCanPlayNoMore() {
        FakeBackend nodes = preferred("nodes");
        play("one", "two");
        nodes.opened().begin();
        nodes.opened().position = Duration.ofSeconds(9);

        nodes.works = false;
        nodes.opened().lose();

        assertThat(stage.backend.calls).endsWith("play one at 9");
        assertThat(session().backend()).contains("embedded");
        assertThat(session().queue()).extracting(Track::title).containsExactly("two");
    }

    @Test
    void returnsToThePreferredBackendBetweenTwoTracks() {
        FakeBackend nodes = preferred("nodes");
        nodes.works = false;
        play("one", "two");
        assertThat(session().backend()).contains("embedded");

        nodes.works = true;
        stage.guilds.backendAppeared();
        assertThat(session().backend()).contains("embedded");

        stage.backend.opened().end(EndReason.FINISHED);
        assertThat(stage.backend.calls).endsWith("close");
        assertThat(nodes.calls).endsWith("play two at 0");
        assertThat(session().backend()).contains("nodes");
    }

    @Test
    void playsEachTrackOnTheBestBackendThatCanPlayIt() {
        FakeBackend nodes = preferred("nodes");
        nodes.plays = track -> !track.title().equals("file");
        play("one", "file", "three");

        nodes.opened().end(EndReason.FINISHED);
        assertThat(session().backend()).contains("embedded");
        assertThat(stage.backend.calls).endsWith("play file at 0");

        stage.backend.opened().end(EndReason.FINISHED);
        assertThat(session().backend()).contains("nodes");
        assertThat(nodes.calls).endsWith("play three at 0");
    }

    @Test
    void letsABackendSayWhyNoneCanPlayATrack() {
        stage.backend.plays = track -> false;

        play("one");

        assertThat(stage.backend.calls).endsWith("play one at 0");
    }

    @Test
    void joinsItsChannelAnewWhenTheBackendLostTheVoiceConnection() {
        play("one");

        stage.backend.opened().loseVoice();

        assertThat(stage.voice.calls).endsWith("renew");
    }

    @Test
    void joinsItsChannelAgainWhenDiscordIsBack() {
        play("one");
        stage.loseVoice();

        stage.regainVoice();

        assertThat(stage.voice.calls).containsExactly("connect " + LOUNGE, "connect " + LOUNGE);
    }

    @Test
    void givesUpAChannelThatIsRefused() {
        stage.voice.refusal = "I may not speak there.";

        assertThatThrownBy(() -> stage.guilds
                        .with(GUILD, playback -> playback.join(LOUNGE))
                        .join()
                        .toCompletableFuture()
                        .join())
                .hasCauseInstanceOf(UserError.class)
                .hasMessageContaining("I may not speak there.");
        assertThat(stage.guilds.of(GUILD)).isEmpty();
    }

    @Test
    void keepsQueueAndPositionWhenItIsThrownOutOfTheChannel() {
        play("one", "two");
        stage.backend.opened().begin();
        stage.backend.opened().position = Duration.ofSeconds(30);

        stage.voice.listener().disconnected();

        assertThat(session().voiceChannelId()).isEmpty();
        assertThat(session().position()).isEqualTo(Duration.ofSeconds(30));
        assertThat(session().queue()).hasSize(1);
    }

    @Test
    void goesOnAfterARestart() {
        play("one", "two");
        stage.backend.opened().begin();
        stage.backend.opened().position = Duration.ofSeconds(17);
        stage.guilds.close();

        Stage next = new Stage(folder);
        next.guilds.restore();

        assertThat(next.voice.calls).containsExactly("connect " + LOUNGE);
        assertThat(next.backend.calls).contains("play one at 17");
        assertThat(next.guilds.of(GUILD)).get().extracting(Session::queue).isEqualTo(List.of(Stage.track("two")));
    }

    @Test
    void keepsNothingOfAQueueThatCameToItsEnd() {
        play("one");
        stage.backend.opened().begin();
        stage.guilds.saveChanged();
        assertThat(folder).isNotEmptyDirectory();

        stage.backend.opened().end(EndReason.FINISHED);
        stage.guilds.saveChanged();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void keepsWhatIsSetWhileItPlays() {
        play("one");
        stage.guilds.saveChanged();

        with(playback -> {
            playback.volume(30);
            playback.loopMode(LoopMode.TRACK);
        });
        stage.guilds.saveChanged();

        assertThat(new SessionStore(folder).load())
                .singleElement()
                .satisfies(saved -> assertThat(saved.volume()).isEqualTo(30))
                .satisfies(saved -> assertThat(saved.loop()).isEqualTo(LoopMode.TRACK));
    }

    @Test
    void writesTheSameDownOnceWhereNothingPlays() throws IOException {
        play("one", "two");
        with(GuildPlayback::leave);
        stage.guilds.saveChanged();
        Path file = folder.resolve(GUILD + ".json");
        Files.delete(file);

        stage.guilds.savePlaying();
        assertThat(file).doesNotExist();

        with(playback -> playback.seek(Duration.ofSeconds(5)));
        stage.guilds.savePlaying();
        assertThat(file).exists();
    }

    @Test
    void writesDownLaterWhatCouldNotBeWritten() throws IOException {
        play("one");
        with(playback -> playback.pause(true));
        Files.delete(folder);
        Files.writeString(folder, "in the way");
        stage.guilds.saveChanged();

        Files.delete(folder);
        stage.guilds.saveChanged();

        assertThat(folder.resolve(GUILD + ".json")).exists();
    }

    @Test
    void aJumpBeforeTheTrackHasBegunIsKept() {
        play("one");

        with(playback -> playback.seek(Duration.ofSeconds(40)));
        stage.backend.opened().lose();

        assertThat(stage.backend.calls).endsWith("play one at 40");
    }

    /** Another backend, which is preferred to the one of the stage. */
    private FakeBackend preferred(String name) {
        FakeBackend backend = new FakeBackend(name);
        stage.backends.addFirst(backend);
        return backend;
    }

    private Enqueued play(String... titles) {
        with(playback -> playback.join(LOUNGE));
        return enqueue(titles);
    }

    private Enqueued enqueue(String... titles) {
        return stage.guilds
                .with(
                        GUILD,
                        playback -> playback.enqueue(
                                Stream.of(titles).map(Stage::queued).toList()))
                .join();
    }

    private void with(Consumer<GuildPlayback> work) {
        stage.guilds
                .with(GUILD, playback -> {
                    work.accept(playback);
                    return playback;
                })
                .join();
    }

    private Session session() {
        return stage.guilds.of(GUILD).orElseThrow();
    }
}
