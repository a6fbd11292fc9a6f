package dev.backline.sandbox.node.server;

import static dev.backline.sandbox.node.server.Concert.GUILD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arbjerg.lavalink.protocol.v4.Error;
import dev.arbjerg.lavalink.protocol.v4.Exception.Severity;
import dev.arbjerg.lavalink.protocol.v4.Info;
import dev.arbjerg.lavalink.protocol.v4.LoadResult;
import dev.arbjerg.lavalink.protocol.v4.Mapper;
import dev.arbjerg.lavalink.protocol.v4.Omissible;
import dev.arbjerg.lavalink.protocol.v4.OmissibleKt;
import dev.arbjerg.lavalink.protocol.v4.Player;
import dev.arbjerg.lavalink.protocol.v4.Session;
import dev.arbjerg.lavalink.protocol.v4.SessionUpdate;
import dev.arbjerg.lavalink.protocol.v4.StatsData;
import dev.arbjerg.lavalink.protocol.v4.Track;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.SandboxNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import kotlinx.serialization.builtins.BuiltinSerializersKt;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node answers, read strictly with the published protocol. */
@Timeout(90)
class RestTest {

    @AutoClose
    private final Concert concert = new Concert();

    private final SandboxNode node = concert.node(NodeSettings.named("a").withPassword("secret"));
    private final NodeClient client = concert.client(node);

    private HttpRequest.Builder bare(String path) {
        return HttpRequest.newBuilder(URI.create(node.uri() + path));
    }

    private Error error(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        Error error = Strict.read(Error.Companion.serializer(), answer.body());
        assertThat(error.getStatus()).isEqualTo(status);
        return error;
    }

    private Track track(String identifier) {
        LoadResult result = Strict.loaded(client.load(identifier).body());
        return ((LoadResult.TrackLoaded) result).getData();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/version", "/v4/info", "/v4/stats", "/v4/nothing", "/v4/sessions/x/players"})
    void withoutThePasswordNothingIsAnswered(String path) {
        assertThat(client.send(bare(path)).statusCode()).isEqualTo(401);
        assertThat(client.send(bare(path).header("Authorization", "wrong")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void theVersionIsText() {
        HttpResponse<String> answer = client.get("/version");

        assertThat(answer.body()).isEqualTo("4.2.2");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(answer.headers().firstValue("Lavalink-Api-Version")).hasValue("4");
    }

    @Test
    void theInfoNamesSourcesAndFilters() {
        Info info =
                Strict.read(Info.Companion.serializer(), client.get("/v4/info").body());

        assertThat(info.getVersion().getSemver()).isEqualTo("4.2.2");
        assertThat(info.getVersion().getMajor()).isEqualTo(4);
        assertThat(info.getSourceManagers()).containsExactly("tone", "local", "http");
        assertThat(info.getFilters()).containsExactly("volume", "equalizer", "channelMix");
    }

    @Test
    void aNodeMayLackSourcesAndHaveAnotherVersion() {
        NodeClient other = concert.client(
                concert.node(NodeSettings.named("b").withVersion("3.7.13").withSources(List.of("http"))));
        Info info =
                Strict.read(Info.Companion.serializer(), other.get("/v4/info").body());

        assertThat(info.getVersion().getMajor()).isEqualTo(3);
        assertThat(info.getSourceManagers()).containsExactly("http");
        assertThat(Strict.loaded(other.load("tone:440").body())).isInstanceOf(LoadResult.NoMatches.class);
    }

    @Test
    void statisticsCountPlayersAndSayNothingOfFrames() {
        client.play(GUILD, "tone:440");
        client.change(GUILD + 1, "{}");
        StatsData stats = Strict.read(
                StatsData.Companion.serializer(), client.get("/v4/stats").body());

        assertThat(stats.getPlayers()).isEqualTo(2);
        assertThat(stats.getPlayingPlayers()).isEqualTo(1);
        assertThat(stats.getFrameStats()).isNull();
        assertThat(stats.getCpu().getCores()).isPositive();
    }

    @Test
    void aTrackIsLoadedAndDecodedAlike() {
        Track loaded = track("tone:440?seconds=30");
        String encoded = URLEncoder.encode(loaded.getEncoded(), StandardCharsets.UTF_8);
        HttpResponse<String> decoded = client.get("/v4/decodetrack?encodedTrack=" + encoded);
        HttpResponse<String> all = client.send(client.request("/v4/decodetracks")
                .POST(BodyPublishers.ofString("[\"%1$s\", \"%1$s\"]".formatted(loaded.getEncoded()))));

        assertThat(loaded.getInfo().getLength()).isEqualTo(30_000);
        assertThat(loaded.getInfo().getSourceName()).isEqualTo("tone");
        assertThat(Strict.read(Track.Companion.serializer(), decoded.body())).isEqualTo(loaded);
        assertThat(Strict.read(BuiltinSerializersKt.ListSerializer(Track.Companion.serializer()), all.body()))
                .containsExactly(loaded, loaded);
    }

    @Test
    void whatIsNotThereIsEmptyAndWhatIsWrongIsAnError() {
        assertThat(Strict.loaded(client.load("nothing like it").body())).isInstanceOf(LoadResult.NoMatches.class);
        assertThat(Strict.loaded(client.load("tone:1").body()))
                .isInstanceOfSatisfying(
                        LoadResult.LoadFailed.class,
                        failed -> assertThat(failed.getData().getSeverity()).isEqualTo(Severity.COMMON));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v4/nothing, 404",
        "GET, /v4/sessions/nobody/players, 404",
        "GET, /nothing, 404",
        "POST, /v4/info, 405",
        "GET, /v4/loadtracks, 400",
        "GET, /v4/decodetrack, 400",
        "GET, /v4/decodetrack?encodedTrack=QAAA, 500",
        "POST, /v4/decodetracks, 400",
        "POST, /v4/routeplanner/free/all, 500"
    })
    void whatCannotBeDoneIsAnsweredByAnError(String method, String path, int status) {
        Error error = error(client.send(client.request(path).method(method, BodyPublishers.noBody())), status);

        assertThat(error.getPath()).isEqualTo(path.replaceAll("\\?.*", ""));
        assertThat(error.getTrace()).isNull();
    }

    @Test
    void anErrorHasATraceForThoseWhoAsk() {
        assertThat(error(client.get("/v4/nothing?trace=true"), 404).getTrace()).contains("Refusal");
    }

    @Test
    void thereIsNoRoutePlanner() {
        assertThat(client.get("/v4/routeplanner/status").statusCode()).isEqualTo(204);
    }

    @Test
    void aSessionIsChanged() {
        Session session = Strict.read(
                Session.Companion.serializer(),
                client.patch(client.session(), "{\"resuming\": true, \"timeout\": 5}")
                        .body());

        assertThat(session.getResuming()).isTrue();
        assertThat(session.getTimeoutSeconds()).isEqualTo(5);
        String onlyTimeout = Mapper.getJson()
                .encodeToString(
                        SessionUpdate.Companion.serializer(),
                        new SessionUpdate(Omissible.Companion.omitted(), OmissibleKt.toOmissible(7L)));
        Session again = Strict.read(
                Session.Companion.serializer(),
                client.patch(client.session(), onlyTimeout).body());
        assertThat(again.getResuming()).isTrue();
        assertThat(again.getTimeoutSeconds()).isEqualTo(7);
    }

    @Test
    void aPlayerIsMadeByItsFirstChangeAndListedUntilItIsDestroyed() {
        assertThat(error(client.get(client.playerPath(GUILD)), 404).getMessage())
                .isEqualTo("Player not found");
        Player player = client.change(GUILD, "{\"volume\": 40}");

        assertThat(player.getGuildId()).isEqualTo(String.valueOf(GUILD));
        assertThat(player.getVolume()).isEqualTo(40);
        assertThat(player.getTrack()).isNull();
        assertThat(player.getState().getConnected()).isFalse();
        assertThat(Strict.player(client.get(client.playerPath(GUILD)).body()).getVolume())
                .isEqualTo(40);
        assertThat(client.get(client.session() + "/players").body())
                .startsWith("[{")
                .contains("\"volume\":40");

        HttpResponse<String> gone =
                client.send(client.request(client.playerPath(GUILD)).DELETE());
        assertThat(gone.statusCode()).isEqualTo(204);
        assertThat(client.get(client.session() + "/players").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"track\": {\"encoded\": \"x\", \"identifier\": \"x\"}}",
                "{\"track\": {}, \"identifier\": \"x\"}",
                "{\"endTime\": 0}",
                "{\"filters\": {\"timescale\": {\"speed\": 2}}}",
                "{\"filters\": {\"equalizer\": [{\"band\": 15, \"gain\": 1}]}}",
                "{\"voice\": {\"token\": \"t\", \"endpoint\": \"e\", \"sessionId\": \"s\"}}",
                "{\"voice\": {\"token\": \"\", \"endpoint\": \"e\", \"sessionId\": \"s\", \"channelId\": \"1\"}}",
                "{\"track\": {\"identifier\": \"nothing like it\"}}",
                "{\"volume\": \"loud\"}",
                "no JSON"
            })
    void aChangeThatMakesNoSenseIsRefused(String change) {
        error(client.patch(client.playerPath(GUILD), change), 400);
    }

    @Test
    void theGuildIsANumber() {
        error(client.patch(client.session() + "/players/mine", "{}"), 400);
    }
}
