package dev.backline.lavaplayer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sedmelluq.discord.lavaplayer.player.AudioPlayer;
import com.sedmelluq.discord.lavaplayer.player.DefaultAudioPlayerManager;
import com.sedmelluq.discord.lavaplayer.player.event.TrackExceptionEvent;
import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
import dev.backline.api.audio.Lookup;
import dev.backline.api.audio.Lookup.Failed;
import dev.backline.api.audio.Lookup.Found;
import dev.backline.api.audio.Lookup.NotFound;
import dev.backline.api.audio.Lookup.Reason;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.Track;
import dev.backline.api.audio.TrackQuery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSourceTest {

    private static final Failed REFUSED =
            new Failed(Reason.REFUSED, "This address leads into a private network, where the bot does not go.");

    private final WebServer server = new WebServer();
    private final DefaultAudioPlayerManager engine = new DefaultAudioPlayerManager();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Knows public.test and private.test, both of which are this machine; only the latter is judged to be private. */
    private final GuardedConnections guarded = new GuardedConnections(
            name -> new InetAddress[] {
                switch (name) {
                    case "public.test" -> InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1});
                    case "private.test" -> InetAddress.getByAddress(name, new byte[] {10, 0, 0, 1});
                    case "127.0.0.2" -> InetAddress.getByName(name);
                    default -> throw new UnknownHostException(name);
                }
            },
            address -> address.getAddress()[3] == 1 && address.getAddress()[0] == 127);

    private final ManagedSource source = source(guarded);

    HttpSourceTest() throws IOException {}

    private ManagedSource source(GuardedConnections connections) {
        return new ManagedSource(
                new SourceKey("http"), new HttpSourceManager(connections), engine, Reach.web(), new Lookups(threads));
    }

    @AfterEach
    void close() {
        guarded.close();
        server.close();
        threads.close();
        engine.shutdown();
    }

    private String url(String host, String path) {
        return "http://" + host + ":" + server.port() + path;
    }

    private static Lookup lookup(ManagedSource source, String text) {
        return source.lookup(new TrackQuery(text)).toCompletableFuture().join();
    }

    private Track find(String path) {
        Lookup answer = lookup(source, url("public.test", path));
        assertThat(answer).isInstanceOf(Found.class);
        return ((Found) answer).tracks().getFirst();
    }

    @Test
    void findsAFileOnTheWeb() {
        Track track = find("/sine-440.mp3");

        assertThat(track.title()).isEqualTo("Sine 440 Hz");
        assertThat(track.identifier()).isEqualTo(url("public.test", "/sine-440.mp3"));
        assertThat(track.link()).contains(URI.create(url("public.test", "/sine-440.mp3")));
        assertThat(track.length().orElseThrow()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void aFileWithoutATitleIsCalledByItsName() {
        assertThat(find("/sine-770.wav").title()).isEqualTo("sine-770");
    }

    @Test
    void loadsWhatItFound() throws Unplayable {
        assertThat(source.load(find("/sine-660.ogg")).getInfo().title).isEqualTo("Sine 660 Hz");
    }

    @Test
    void followsARedirectAndKeepsTheAddressThatWasAsked() {
        Track track = find("/to/public.test:" + server.port() + "/sine-440.mp3");

        assertThat(track.title()).isEqualTo("Sine 440 Hz");
        assertThat(track.identifier()).contains("/to/");
    }

    @Test
    void hasNotWhatTheServerHasNot() {
        assertThat(lookup(source, url("public.test", "/none.mp3"))).isInstanceOf(NotFound.class);
    }

    @Test
    void aPageIsRefused() {
        assertThat(lookup(source, url("public.test", "/page")))
                .isEqualTo(new Failed(Reason.REFUSED, "Unknown file format."));
    }

    @Test
    void aHostThatDoesNotExistIsUnavailable() {
        assertThat(lookup(source, url("nowhere.test", "/")))
                .isEqualTo(new Failed(Reason.UNAVAILABLE, "Connecting to the URL failed."));
    }

    @Test
    void aNameThatMeansAPrivateAddressIsRefused() {
        assertThat(lookup(source, url("private.test", "/sine-440.mp3"))).isEqualTo(REFUSED);
    }

    @Test
    void aPrivateAddressIsRefused() {
        assertThat(lookup(source, url("127.0.0.2", "/sine-440.mp3"))).isEqualTo(REFUSED);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aRedirectToAPrivateAddressIsRefused() {
        assertThat(lookup(source, url("public.test", "/to/127.0.0.2:" + server.port() + "/sine-440.mp3")))
                .isEqualTo(REFUSED);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aPlaylistThatLeadsToAPrivateAddressIsRefused() {
        assertThat(lookup(source, url("public.test", "/list/127.0.0.2:" + server.port() + "/sine-440.mp3")))
                .isEqualTo(REFUSED);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void theSegmentsOfAStreamAreNotFetchedFromAPrivateAddress() throws Unplayable {
        AudioTrack stream = source.load(find("/stream/127.0.0.2:" + server.port() + "/sine-440.mp3"));
        AudioPlayer player = engine.createPlayer();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        player.addListener(event -> {
            if (event instanceof TrackExceptionEvent broken) {
                failure.set(broken.exception);
            }
        });

        player.playTrack(stream);

        await().atMost(Duration.ofSeconds(30)).until(() -> failure.get() != null);
        assertThat(failure.get()).hasRootCauseInstanceOf(AddressRefused.class);
        assertThat(server.asked()).allMatch(path -> path.startsWith("/stream/"));
    }

    @Test
    void thisMachineIsRefusedByDefault() {
        try (GuardedConnections internet = GuardedConnections.toTheInternet(false)) {
            assertThat(lookup(source(internet), url("localhost", "/sine-440.mp3")))
                    .isEqualTo(REFUSED);
        }
    }

    @Test
    void thisMachineIsReachedWhenThatIsAllowed() {
        try (GuardedConnections everywhere = GuardedConnections.toTheInternet(true)) {
            assertThat(lookup(source(everywhere), url("localhost", "/sine-440.mp3")))
                    .isInstanceOf(Found.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/file.mp3", "file:///etc/passwd", "icy://host/", "words", "http://"})
    void acceptsNothingButTheWeb(String text) {
        assertThat(source.accepts(new TrackQuery(text))).isFalse();
    }
}
