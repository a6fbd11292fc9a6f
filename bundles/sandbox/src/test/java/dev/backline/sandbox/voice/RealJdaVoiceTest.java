package dev.backline.sandbox.voice;

import static dev.backline.sandbox.voice.Stage.GUILD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.neovisionaries.ws.client.WebSocketFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.audio.AudioSendHandler;
import net.dv8tion.jda.api.audio.hooks.ConnectionListener;
import net.dv8tion.jda.api.audio.hooks.ConnectionStatus;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.managers.AudioManager;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.SessionControllerAdapter;
import net.dv8tion.jda.api.utils.cache.CacheFlag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JDA, as it is, plays a tone to the voice server. */
@Timeout(60)
class RealJdaVoiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ParameterizedTest
    @EnumSource
    void playsAToneAtFiftyPacketsASecond(EncryptionMode mode) throws Exception {
        try (Player player = new Player(VoiceSettings.DEFAULT.withModes(mode))) {
            player.play();

            player.awaitPackets(1);
            await().atMost(PATIENCE).untilAsserted(() -> {
                Heard now = player.heard();
                assertThat(now.packetsPerSecond()).isCloseTo(50, within(1.0));
                assertThat(now.tone())
                        .hasValueSatisfying(tone -> assertThat(tone.hertz()).isCloseTo(440, within(1.0)));
            });
            Heard heard = player.heard();
            assertThat(heard.lost()).isZero();
            assertThat(heard.mode()).hasValue(mode);
            assertThat(heard.announcedDaveVersion()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SESSION_TIMEOUT", "SERVER_CRASHED", "SESSION_NO_LONGER_VALID"})
    void goesOnAfterADroppedVoiceSocket(VoiceCloseCode code) throws Exception {
        try (Player player = new Player(VoiceSettings.DEFAULT)) {
            player.play();
            player.awaitPackets(10);
            player.server().faults().drop(GUILD, code);

            player.awaitPackets(player.heard().packets() + 100);
            player.awaitStatus(ConnectionStatus.CONNECTED);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(player.heard().tone())
                            .hasValueSatisfying(tone -> assertThat(tone.hertz()).isCloseTo(440, within(1.0))));
        }
    }

    @Test
    void goesOnAfterABrokenConnection() throws Exception {
        try (Player player = new Player(VoiceSettings.DEFAULT)) {
            player.play();
            player.awaitPackets(10);
            player.server().faults().cut(GUILD);

            player.awaitPackets(player.heard().packets() + 100);
            player.awaitStatus(ConnectionStatus.CONNECTED);
        }
    }

    @Test
    void measuresThePingOfAHeartbeat() throws Exception {
        try (Player player = new Player(VoiceSettings.DEFAULT.withHeartbeatInterval(Duration.ofMillis(200)))) {
            PingListener pings = new PingListener();
            player.audio().setConnectionListener(pings);
            player.play();

            await().atMost(PATIENCE).until(() -> pings.count() >= 3);
        }
    }

    @Test
    void leavesAndComesBack() throws Exception {
        try (Player player = new Player(VoiceSettings.DEFAULT)) {
            player.play();
            player.awaitPackets(10);
            player.audio().closeAudioConnection();
            await().atMost(PATIENCE).until(() -> player.server().heard(GUILD).isEmpty());
            player.play();

            player.awaitPackets(10);
        }
    }

    private static final class PingListener implements ConnectionListener {
        private final AtomicInteger pings = new AtomicInteger();

        @Override
        public void onPing(long ping) {
            pings.incrementAndGet();
        }

        int count() {
            return pings.get();
        }
    }

    /** A bot in the lone guild. */
    private static final class Player implements AutoCloseable {
        private final VoiceServer server;
        private final LoneGuildGateway gateway;
        private final JDA jda;
        private final Guild guild;

        Player(VoiceSettings settings) throws Exception {
            server = VoiceServer.open(settings);
            gateway = new LoneGuildGateway(server);
            String url = "127.0.0.1:" + gateway.port();
            jda = JDABuilder.createLight("token", GatewayIntent.GUILD_VOICE_STATES)
                    .enableCache(CacheFlag.VOICE_STATE)
                    .setRestConfig(new RestConfig().setBaseUrl("http://" + url + "/api/v10/"))
                    .setSessionController(new SessionControllerAdapter() {
                        @Override
                        public String getGateway() {
                            return "ws://" + url;
                        }
                    })
                    .setCompression(Compression.NONE)
                    .setWebsocketFactory(new WebSocketFactory().setSSLContext(server.clientTls()))
                    .build()
                    .awaitReady();
            guild = Objects.requireNonNull(jda.getGuildById(GUILD));
        }

        void play() throws Exception {
            audio().setSendingHandler(new Loop(Tones.opusSine(440, 500)));
            audio().openAudioConnection(Objects.requireNonNull(guild.getVoiceChannelById(LoneGuildGateway.CHANNEL)));
        }

        VoiceServer server() {
            return server;
        }

        AudioManager audio() {
            return guild.getAudioManager();
        }

        Heard heard() {
            return server.heard(GUILD).orElseThrow();
        }

        void awaitPackets(long count) {
            await().atMost(PATIENCE).until(() -> server.heard(GUILD)
                    .filter(heard -> heard.packets() >= count)
                    .isPresent());
        }

        void awaitStatus(ConnectionStatus status) {
            await().atMost(PATIENCE).until(() -> audio().getConnectionStatus() == status);
        }

        @Override
        public void close() {
            jda.shutdownNow();
            await().atMost(PATIENCE).until(() -> jda.getStatus() == JDA.Status.SHUTDOWN);
            gateway.close();
            server.close();
        }
    }

    /** Plays frames again and again. */
    private static final class Loop implements AudioSendHandler {
        private final List<byte[]> frames;
        private int next;

        Loop(List<byte[]> frames) {
            this.frames = frames;
        }

        @Override
        public boolean canProvide() {
            return true;
        }

        @Override
        public ByteBuffer provide20MsAudio() {
            return ByteBuffer.wrap(frames.get(next++ % frames.size()));
        }

        @Override
        public boolean isOpus() {
            return true;
        }
    }
}
