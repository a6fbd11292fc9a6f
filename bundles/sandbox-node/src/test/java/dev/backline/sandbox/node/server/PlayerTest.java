package dev.backline.sandbox.node.server;

import static dev.backline.sandbox.node.server.Concert.GUILD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.arbjerg.lavalink.protocol.v4.Band;
import dev.arbjerg.lavalink.protocol.v4.ChannelMix;
import dev.arbjerg.lavalink.protocol.v4.Filters;
import dev.arbjerg.lavalink.protocol.v4.Mapper;
import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent.TrackEndEvent;
import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent.TrackEndEvent.AudioTrackEndReason;
import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent.TrackExceptionEvent;
import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent.TrackStartEvent;
import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent.TrackStuckEvent;
import dev.arbjerg.lavalink.protocol.v4.Message.PlayerUpdateEvent;
import dev.arbjerg.lavalink.protocol.v4.Message.StatsEvent;
import dev.arbjerg.lavalink.protocol.v4.Omissible;
import dev.arbjerg.lavalink.protocol.v4.OmissibleKt;
import dev.arbjerg.lavalink.protocol.v4.Player;
import dev.arbjerg.lavalink.protocol.v4.PlayerUpdate;
import dev.arbjerg.lavalink.protocol.v4.PlayerUpdateTrack;
import dev.arbjerg.lavalink.protocol.v4.Track;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.NodeTimings;
import dev.backline.sandbox.node.SandboxNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import kotlinx.serialization.json.JsonElementKt;
import kotlinx.serialization.json.JsonObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What players do, and what they tell. */
@Timeout(120)
class PlayerTest {

    private static final NodeTimings QUICK = NodeTimings.USUAL
            .withReports(Duration.ofSeconds(1), Duration.ofMillis(200))
            .withPatience(Duration.ofMinutes(1), Duration.ofSeconds(1));

    @AutoClose
    private final Concert concert = new Concert();

    @AutoClose
    private final Records records = new Records();

    private final SandboxNode node = concert.node(NodeSettings.named("a").withTimings(QUICK));
    private final NodeClient client = concert.client(node);

    private List<AudioTrackEndReason> endings() {
        return client.all(TrackEndEvent.class).stream()
                .map(TrackEndEvent::getReason)
                .toList();
    }

    private void awaitEndings(AudioTrackEndReason... reasons) {
        await().atMost(NodeClient.PATIENCE)
                .untilAsserted(() -> assertThat(endings()).containsExactly(reasons));
    }

    private Player seen() {
        return Strict.player(client.get(client.playerPath(GUILD)).body());
    }

    @Test
    void aTrackBeginsMovesOnAndFinishes() {
        Player begun = concert.joinAndPlay(client, GUILD, "tone:440?seconds=2");

        assertThat(Objects.requireNonNull(begun.getTrack()).getInfo().getIdentifier())
                .isEqualTo("tone:440?seconds=2");
        awaitEndings(AudioTrackEndReason.FINISHED);
        assertThat(client.all(TrackStartEvent.class)).hasSize(1);
        assertThat(client.all(PlayerUpdateEvent.class)).anySatisfy(update -> {
            assertThat(update.getState().getConnected()).isTrue();
            assertThat(update.getState().getPosition()).isBetween(500L, 2000L);
        });
        assertThat(seen().getTrack()).isNull();
    }

    @Test
    void silenceFollowsTheLastFrame() {
        concert.joinAndPlay(client, GUILD, "tone:440?seconds=1");
        awaitEndings(AudioTrackEndReason.FINISHED);

        // On a slow machine there are gaps in the middle, too, and silence follows each. At the end no more comes.
        AtomicLong before = new AtomicLong();
        await().atMost(NodeClient.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(node::packets, sent -> before.getAndSet(sent) == sent && sent >= 50 + 5 && (sent - 50) % 5 == 0);
        assertThat(concert.heard(GUILD).lost()).isZero();
    }

    @Test
    void aTrackIsReplacedAndStopped() {
        concert.joinAndPlay(client, GUILD, "tone:440");
        client.play(GUILD, "tone:550");
        client.change(GUILD, "{\"track\": {\"encoded\": null}}");

        awaitEndings(AudioTrackEndReason.REPLACED, AudioTrackEndReason.STOPPED);
    }

    @Test
    void aTrackThatPlaysIsNotReplacedIfThatIsAskedFor() {
        client.play(GUILD, "tone:440");
        String answer = client.patch(
                        client.playerPath(GUILD) + "?noReplace=true", "{\"track\": {\"identifier\": \"tone:550\"}}")
                .body();

        assertThat(Objects.requireNonNull(Strict.player(answer).getTrack())
                        .getInfo()
                        .getTitle())
                .isEqualTo("Tone 440 Hz");
    }

    @Test
    void aTrackEndsWhereItIsTold() {
        concert.joinAndPlay(client, GUILD, "tone:440?seconds=30");
        client.change(GUILD, "{\"position\": 10000, \"endTime\": 11000}");

        awaitEndings(AudioTrackEndReason.FINISHED);
        assertThat(client.all(TrackEndEvent.class)
                        .getFirst()
                        .getTrack()
                        .getInfo()
                        .getPosition())
                .isBetween(10_900L, 12_000L);
    }

    @Test
    void aPausedTrackStandsStill() {
        concert.joinAndPlay(client, GUILD, "tone:440");
        concert.awaitPackets(GUILD, 10);
        assertThat(client.change(GUILD, "{\"paused\": true}").getPaused()).isTrue();
        // A frame may be on its way at that moment. The thread that sends it reports next; one report may be older.
        awaitReports(2);
        long position = seen().getState().getPosition();

        // Reports go on: several of them say the same.
        awaitReports(4);
        assertThat(seen().getState().getPosition()).isEqualTo(position);
    }

    private void awaitReports(int more) {
        int before = client.all(PlayerUpdateEvent.class).size();
        await().atMost(NodeClient.PATIENCE)
                .until(() -> client.all(PlayerUpdateEvent.class).size() >= before + more);
    }

    @Test
    void theVolumeAndTheVolumeFilterAreHeard() {
        concert.joinAndPlay(client, GUILD, "tone:440?seconds=120");
        double loud = level();
        // Lavaplayer's volume follows a curve on which 50 is 0.42; the filter's is the factor itself.
        client.change(GUILD, "{\"volume\": 50}");
        awaitLevel(loud - 7.6);
        client.change(GUILD, "{\"filters\": {\"volume\": 0.5}}");
        awaitLevel(loud - 13.6);
        assertThat(client.change(GUILD, "{\"volume\": 100, \"filters\": {}}").getFilters())
                .isEqualTo(new Filters());
        awaitLevel(loud);
    }

    private double level() {
        return await().atMost(NodeClient.PATIENCE)
                .until(
                        () -> concert.voice()
                                .heard(GUILD)
                                .flatMap(heard -> heard.packets() < 100 ? java.util.Optional.empty() : heard.tone()),
                        java.util.Optional::isPresent)
                .orElseThrow()
                .levelDbfs();
    }

    private void awaitLevel(double dbfs) {
        await().atMost(NodeClient.PATIENCE)
                .untilAsserted(() -> assertThat(concert.heard(GUILD).tone())
                        .hasValueSatisfying(tone -> assertThat(tone.levelDbfs()).isCloseTo(dbfs, within(1.0))));
    }

    @Test
    void allThatTheProtocolCanAskForIsAccepted() {
        Track track = Objects.requireNonNull(client.play(GUILD, "tone:440").getTrack());
        Filters filters = new Filters(
                OmissibleKt.toOmissible(0.5f),
                OmissibleKt.toOmissible(List.of(new Band(0, 0.25f), new Band(14, -0.25f))),
                omitted(),
                omitted(),
                omitted(),
                omitted(),
                omitted(),
                omitted(),
                OmissibleKt.toOmissible(new ChannelMix(0.5f, 0.5f, 0.5f, 0.5f)),
                omitted(),
                Map.of("somebodysPlugin", JsonElementKt.JsonPrimitive("x")));
        JsonObject userData = new JsonObject(Map.of("note", JsonElementKt.JsonPrimitive("mine")));
        Player player = client.change(
                GUILD,
                text(new PlayerUpdate(
                        omitted(),
                        omitted(),
                        OmissibleKt.toOmissible(new PlayerUpdateTrack(
                                OmissibleKt.toOmissible(track.getEncoded()),
                                omitted(),
                                OmissibleKt.toOmissible(userData))),
                        OmissibleKt.toOmissible(5000L),
                        OmissibleKt.toOmissible(20_000L),
                        OmissibleKt.toOmissible(1000),
                        OmissibleKt.toOmissible(true),
                        OmissibleKt.toOmissible(filters),
                        omitted())));

        assertThat(Objects.requireNonNull(player.getTrack()).getUserData()).isEqualTo(userData);
        assertThat(player.getVolume()).isEqualTo(1000);
        assertThat(player.getPaused()).isTrue();
        assertThat(Mapper.getJson().encodeToString(Filters.Companion.serializer(), player.getFilters()))
                .isEqualTo(
                        "{\"volume\":0.5,\"equalizer\":[{\"band\":0,\"gain\":0.25},{\"band\":14,\"gain\":-0.25}],"
                                + "\"channelMix\":{\"leftToLeft\":0.5,\"leftToRight\":0.5,\"rightToLeft\":0.5,\"rightToRight\":0.5}}");
    }

    @Test
    void oldClientsAreUnderstood() {
        Track track = Objects.requireNonNull(
                client.change(GUILD, "{\"identifier\": \"tone:440\"}").getTrack());
        client.change(GUILD, "{\"encodedTrack\": \"%s\"}".formatted(track.getEncoded()));
        client.change(GUILD, "{\"encodedTrack\": null}");

        awaitEndings(AudioTrackEndReason.REPLACED, AudioTrackEndReason.STOPPED);
    }

    private static <T> Omissible<T> omitted() {
        return Omissible.Companion.omitted();
    }

    private static String text(PlayerUpdate update) {
        return Mapper.getJson().encodeToString(PlayerUpdate.Companion.serializer(), update);
    }

    @Test
    void aTrackThatNobodyHearsStandsAtItsBeginningAndIsGivenUp() {
        NodeClient other = concert.client(concert.node(NodeSettings.named("b")
                .withTimings(QUICK.withPatience(Duration.ofSeconds(2), Duration.ofSeconds(10)))));
        other.play(GUILD, "tone:440");

        PlayerUpdateEvent update = other.heard(PlayerUpdateEvent.class);
        assertThat(update.getState().getPosition()).isZero();
        assertThat(update.getState().getConnected()).isFalse();
        assertThat(update.getState().getPing()).isEqualTo(-1);
        assertThat(other.heard(TrackEndEvent.class).getReason()).isEqualTo(AudioTrackEndReason.CLEANUP);
    }

    @Test
    void filesAndWebSitesArePlayed(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("song.wav"), Records.wave(1));
        concert.joinAndPlay(client, GUILD, file.toString());
        awaitEndings(AudioTrackEndReason.FINISHED);
        client.play(GUILD, records.whole());

        awaitEndings(AudioTrackEndReason.FINISHED, AudioTrackEndReason.FINISHED);
    }

    @Test
    void aSourceThatFailsInTheMiddleIsToldAndThenTheTrackFinishes() {
        concert.joinAndPlay(client, GUILD, records.broken());

        TrackExceptionEvent failure = client.heard(TrackExceptionEvent.class);
        assertThat(failure.getException().getSeverity())
                .isEqualTo(dev.arbjerg.lavalink.protocol.v4.Exception.Severity.FAULT);
        awaitEndings(AudioTrackEndReason.FINISHED);
    }

    @Test
    void aSourceThatGivesNothingMoreIsToldToBeStuck() {
        concert.joinAndPlay(client, GUILD, records.stalled());

        assertThat(client.heard(TrackStuckEvent.class).getThresholdMs()).isEqualTo(1000);
        assertThat(endings()).isEmpty();
    }

    @Test
    void framesAreCountedWhileTracksPlay() {
        concert.joinAndPlay(client, GUILD, "tone:440?seconds=60");
        StatsEvent stats = client.heard(StatsEvent.class, event -> event.getFrameStats() != null);

        assertThat(stats.getPlayers()).isEqualTo(1);
        assertThat(stats.getPlayingPlayers()).isEqualTo(1);
        var frames = Objects.requireNonNull(stats.getFrameStats());
        assertThat(frames.getSent()).isPositive();
        assertThat(frames.getSent() + frames.getNulled() + frames.getDeficit()).isEqualTo(50);
    }
}
