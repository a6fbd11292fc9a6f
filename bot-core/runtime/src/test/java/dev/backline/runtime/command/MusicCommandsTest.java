package dev.backline.runtime.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backline.api.audio.Lookup;
import dev.backline.api.audio.Lookup.Found;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.Track;
import dev.backline.api.audio.TrackQuery;
import dev.backline.api.audio.TrackSource;
import dev.backline.api.command.Arguments;
import dev.backline.api.command.Button;
import dev.backline.api.command.Caller;
import dev.backline.api.command.Card;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.command.Option;
import dev.backline.api.command.Reply;
import dev.backline.api.command.UserError;
import dev.backline.api.event.LookupObserver;
import dev.backline.runtime.lookup.SourceChain;
import dev.backline.runtime.playback.GuildPlayback;
import dev.backline.runtime.playback.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MusicCommandsTest {

    private static final Caller ALICE = new Caller(1, 100, OptionalLong.of(11));
    private static final Caller ELSEWHERE = new Caller(1, 101, OptionalLong.of(12));
    private static final Caller NOWHERE = new Caller(1, 102, OptionalLong.empty());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Stage stage;

    @SuppressWarnings("NullAway.Init")
    private MusicCommands commands;

    @BeforeEach
    void setTheStage() {
        stage = new Stage(folder);
        SourceChain sources = new SourceChain(
                () -> List.of(new ShelfSource()), new LookupObserver() {}, Duration.ofSeconds(5), System::nanoTime);
        commands = new MusicCommands(stage.guilds, sources, "1.2.3", () -> 0, new Random(1));
    }

    @Test
    void offersAllCommands() {
        assertThat(commands.all())
                .extracting(CommandSpec::name)
                .containsExactlyInAnyOrder(
                        "play",
                        "pause",
                        "resume",
                        "skip",
                        "stop",
                        "queue",
                        "nowplaying",
                        "seek",
                        "volume",
                        "loop",
                        "shuffle",
                        "remove",
                        "move",
                        "clear",
                        "join",
                        "leave",
                        "history",
                        "help",
                        "about");
    }

    @Test
    void playShowsWhatPlaysAsSoonAsItsFirstFrameIsReady() {
        CompletableFuture<Reply> answer = start("play", ALICE, "one");
        assertThat(answer).isNotDone();

        stage.backend.opened().begin();

        assertThat(card(answer.join()).title()).isEqualTo("Now playing");
        assertThat(card(answer.join()).body()).contains("one").contains("0:00 / 3:00");
        assertThat(answer.join().buttons().getFirst())
                .extracting(Button::id)
                .containsExactly("player:pause", "player:skip", "player:stop", "player:refresh");
    }

    @Test
    void playAddsToTheQueueWhileSomethingPlays() {
        playing("one");

        assertThat(run("play", ALICE, "two").text()).isEqualTo("Added **two** `3:00` at position 1.");
    }

    @Test
    void playAddsAWholePlaylist() {
        playing("one");

        assertThat(run("play", ALICE, "playlist 3").text())
                .isEqualTo("Added 3 tracks of **A playlist** at position 1.");
    }

    @Test
    void playSaysHowMuchOfAPlaylistFoundRoom() {
        playing("one");

        assertThat(run("play", ALICE, "playlist 7").text())
                .isEqualTo("Added 5 tracks of **A playlist** at position 1. The queue is full now: 2 tracks found no"
                        + " room.");
    }

    @Test
    void playNeedsAVoiceChannel() {
        assertRefused("play", NOWHERE, "Join a voice channel first", "one");
    }

    @Test
    void playNeedsSomethingToPlay() {
        assertRefused("play", ALICE, "Say what to play");
    }

    @Test
    void playTellsWhenNothingIsFoundAndRepeatsTheQueryWithoutItsMarkup() {
        assertThatThrownBy(() -> start("play", ALICE, "nothing @everyone").join())
                .hasCauseInstanceOf(UserError.class)
                .hasMessageContaining("Nothing found for “nothing \\@everyone”");
    }

    @Test
    void playTellsWhyAChannelCannotBeJoined() {
        stage.voice.refusal = "I may not connect to <#11>.";

        assertThatThrownBy(() -> start("play", ALICE, "one").join())
                .hasCauseInstanceOf(UserError.class)
                .hasMessageContaining("I may not connect to <#11>.");
        assertThat(stage.guilds.of(1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "skip", "stop", "volume", "shuffle", "clear", "leave", "join"})
    void onlyThoseWhoHearItMayChangeIt(String command) {
        playing("one");

        assertRefused(command, ELSEWHERE, "I am playing in <#11>");
    }

    @ParameterizedTest
    @CsvSource({
        "pause, Nothing is playing",
        "resume, Nothing is playing",
        "skip, Nothing is playing",
        "stop, Nothing is playing",
        "nowplaying, Nothing is playing",
        "shuffle, There is nothing to mix",
        "clear, The queue is empty already",
        "leave, I am in no voice channel",
        "history, Nothing was played yet"
    })
    void saysWhatToDoWhenThereIsNothingToChange(String command, String message) {
        assertRefused(command, ALICE, message);
    }

    @Test
    void pausesAndGoesOn() {
        playing("one");
        stage.backend.opened().position = Duration.ofSeconds(65);

        assertThat(run("pause", ALICE).text()).isEqualTo("Paused at 1:05.");
        assertRefused("pause", ALICE, "paused already");
        assertThat(run("resume", ALICE).text()).isEqualTo("Going on at 1:05.");
        assertRefused("resume", ALICE, "playing already");
    }

    @Test
    void skipsToTheNextTrack() {
        playing("one");
        run("play", ALICE, "two");

        assertThat(run("skip", ALICE).text()).isEqualTo("Skipped **one**. Now: **two**.");
        assertThat(run("skip", ALICE).text()).isEqualTo("Skipped **two**. The queue is empty.");
    }

    @ParameterizedTest
    @CsvSource({"95, 95", "1:35, 95", "0:01:35, 95", "3:00, 180"})
    void seeksToAPosition(String given, long seconds) {
        playing("one");

        run("seek", ALICE, given);

        assertThat(stage.backend.calls).endsWith("seek " + seconds);
    }

    @ParameterizedTest
    @CsvSource({"soon, is no position", "-5, is no position", "3:01, only 3:00 long"})
    void refusesPositionsThatAreNone(String given, String message) {
        playing("one");

        assertRefused("seek", ALICE, message, given);
    }

    @Test
    void setsAndShowsTheVolume() {
        playing("one");

        assertThat(run("volume", ALICE, 50L).text()).isEqualTo("Volume 50 %.");
        assertThat(run("volume", ALICE).text()).isEqualTo("The volume is 50 %.");
        assertThat(stage.backend.calls).endsWith("volume 50");
    }

    @Test
    void removesAndMovesTracks() {
        playing("one");
        List.of("a", "b", "c").forEach(title -> run("play", ALICE, title));

        assertThat(run("move", ALICE, 3L, 1L).text()).isEqualTo("**c** is number 1 now.");
        assertThat(run("remove", ALICE, 2L).text()).isEqualTo("Removed **a**.");
        assertRefused("remove", ALICE, "There is no track 3 in the queue: it has 2", 3L);
        assertThat(card(run("queue", ALICE)).body()).contains("`1.` c").contains("`2.` b");
    }

    @Test
    void showsTheQueueWithItsLength() {
        playing("one");
        run("play", ALICE, "playlist 5");

        Reply reply = run("queue", ALICE);

        assertThat(card(reply).footer()).isEqualTo("5 tracks · 15:00");
        assertThat(reply.buttons()).isEmpty();
    }

    @Test
    void theButtonsDoWhatTheCommandsDo() {
        playing("one");

        Reply paused =
                commands.press("player:pause", ALICE).toCompletableFuture().join();
        assertThat(card(paused).title()).isEqualTo("Paused");
        assertThat(paused.buttons().getFirst()).extracting(Button::id).startsWith("player:resume");

        Reply stopped =
                commands.press("player:stop", ALICE).toCompletableFuture().join();
        assertThat(stopped.text()).isEqualTo("Nothing is playing. <@100> ended it.");
    }

    @Test
    void leavingKeepsTheQueueUntilTheBotIsCalledBack() {
        playing("one");
        run("play", ALICE, "two");
        stage.backend.opened().position = Duration.ofSeconds(20);

        assertThat(run("leave", ALICE).text()).isEqualTo("Bye! 2 tracks wait until you call me with /join.");
        assertThat(run("join", ALICE).text()).isEqualTo("I am in <#11>.");
        assertThat(stage.backend.calls).endsWith("play one at 20");
    }

    @Test
    void comesToWhoeverCallsWhileNothingPlays() {
        playing("one");
        run("stop", ALICE);

        assertThat(run("join", ELSEWHERE).text()).isEqualTo("I am in <#12>.");
    }

    @Test
    void theHistoryIsShownAsFarAsACardHasRoom() {
        playing("one");
        for (int i = 0; i < GuildPlayback.HISTORY; i++) {
            run("play", ALICE, "*".repeat(80) + i);
            run("skip", ALICE);
        }

        assertThat(card(run("history", ALICE)).body()).startsWith("`1.`").hasSizeGreaterThan(3_900);
    }

    @Test
    void helpDescribesEveryCommandAndItsOptions() {
        assertThat(card(run("help", ALICE)).body().lines()).hasSameSizeAs(commands.all());
        assertThat(card(run("help", ALICE, "/volume")).fields())
                .extracting(Card.Field::value)
                .containsExactly("100 is the sound as it was recorded (0 to 150)");
        assertRefused("help", ALICE, "There is no command “dance”", "dance");
    }

    @Test
    void completesFromTheSources() {
        CommandSpec play = command("play");

        assertThat(commands.complete(play, play.options().getFirst(), "o", ALICE)
                        .toCompletableFuture()
                        .join())
                .extracting(choice -> choice.value())
                .containsExactly("one");
    }

    private void playing(String title) {
        CompletableFuture<Reply> answer = start("play", ALICE, title);
        stage.backend.opened().begin();
        answer.join();
    }

    private void assertRefused(String command, Caller caller, String message, Object... values) {
        assertThatThrownBy(() -> start(command, caller, values).join())
                .hasCauseInstanceOf(UserError.class)
                .hasMessageContaining(message);
    }

    private Reply run(String command, Caller caller, Object... values) {
        return start(command, caller, values).join();
    }

    /** Runs a command with values for its first options. */
    private CompletableFuture<Reply> start(String name, Caller caller, Object... values) {
        CommandSpec command = command(name);
        Arguments.Builder arguments = new Arguments.Builder();
        for (int i = 0; i < values.length; i++) {
            put(arguments, command.options().get(i), values[i]);
        }
        return commands.run(command, caller, arguments.build())
                .toCompletableFuture()
                .copy();
    }

    private static <T> void put(Arguments.Builder arguments, Option<T> option, Object value) {
        arguments.put(option, option.type().cast(value));
    }

    private CommandSpec command(String name) {
        return commands.all().stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Card card(Reply reply) {
        return reply.card().orElseThrow();
    }

    /** Has a track for every query but those that begin with "nothing", and playlists of any length. */
    private static final class ShelfSource implements TrackSource {

        @Override
        public SourceKey key() {
            return new SourceKey("shelf");
        }

        @Override
        public boolean accepts(TrackQuery query) {
            return true;
        }

        @Override
        public CompletionStage<Lookup> lookup(TrackQuery query) {
            return CompletableFuture.completedStage(find(query.text()));
        }

        private static Lookup find(String text) {
            if (text.startsWith("nothing")) {
                return new Lookup.NotFound();
            }
            if (text.startsWith("playlist ")) {
                List<Track> tracks = IntStream.rangeClosed(1, Integer.parseInt(text.substring(9)))
                        .mapToObj(number -> Stage.track("track " + number))
                        .toList();
                return new Found(tracks, Optional.of("A playlist"));
            }
            return Found.one(Stage.track(text));
        }

        @Override
        public CompletionStage<List<Suggestion>> suggest(String typed, int limit) {
            return CompletableFuture.completedStage(List.of(new Suggestion("One", "one")));
        }
    }
}
