package dev.backline.lavalink.backend;

import static org.awaitility.Awaitility.await;

import dev.backline.api.audio.AudioPlayer;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.Track;
import dev.backline.api.event.NodeKey;
import dev.backline.api.event.NodeObserver;
import dev.backline.api.event.NodeRoute;
import dev.backline.api.lavalink.NodeState;
import dev.backline.api.lavalink.NodeStatus;
import dev.backline.api.voice.VoiceCredentials;
import dev.backline.api.voice.VoiceTransport;
import dev.backline.contract.audio.RecordingListener;
import dev.backline.lavalink.backend.node.NodeConfig;
import dev.backline.lavalink.backend.node.Patience;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.SandboxNode;
import dev.backline.sandbox.node.server.LoopbackNodes;
import dev.backline.sandbox.voice.Heard;
import dev.backline.sandbox.voice.VoiceCloseCode;
import dev.backline.sandbox.voice.VoiceServer;
import dev.backline.sandbox.voice.VoiceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cluster with real nodes that play into a real voice server, all on loopback. */
final class Studio implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Long enough for a machine that is busy with other things, and short enough for a test. */
    static final Patience NODES = new Patience(
            Duration.ofMillis(300),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(2));

    private static final long BOT = 104_694_319_306_248_192L;
    private static final String SESSION = "a_session_of_the_gateway";

    private final VoiceServer voice;
    private final LoopbackNodes servers;
    final Cluster cluster;

    /** What was published, in order: {@code connected north}, {@code assigned north OPENED}. */
    final List<String> told = new CopyOnWriteArrayList<>();

    /** Requests that were answered or failed: {@code GET /version 200}. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    Studio() {
        this(NODES);
    }

    Studio(Patience patience) {
        try {
            voice = VoiceServer.open(VoiceSettings.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        servers = new LoopbackNodes(voice.clientTls());
        cluster = new Cluster(patience, new Told());
        cluster.userIs(BOT);
    }

    /** As {@link #NODES}, for a test in which a node is not connected to a voice server: it waits for that long. */
    static Patience voice(Duration voice) {
        return new Patience(
                NODES.ping(), NODES.silence(), NODES.request(), voice, NODES.resume(), NODES.session(), NODES.settle());
    }

    /** As {@link #NODES}, for a test that looks at a node while it settles. */
    static Patience settle(Duration settle) {
        return new Patience(
                NODES.ping(), NODES.silence(), NODES.request(), NODES.voice(), NODES.resume(), NODES.session(), settle);
    }

    /** A node that runs and is configured; returns when it is up. */
    SandboxNode node(String name) {
        SandboxNode node = server(NodeSettings.named(name));
        configure(node);
        awaitState(name, NodeState.UP);
        return node;
    }

    /** A node that runs, and that nobody knows. */
    SandboxNode server(NodeSettings settings) {
        return servers.add(settings);
    }

    void configure(SandboxNode node) {
        configure(node, node.settings().password(), 1, "");
    }

    void configure(SandboxNode node, String password, double weight, String library) {
        cluster.configure(new NodeConfig(
                new NodeKey(node.settings().name(), node.settings().region()), node.uri(), password, weight, library));
    }

    /** The voice server ends the bot's session in a guild. */
    void dropVoice(long guildId) {
        voice.faults().drop(guildId, VoiceCloseCode.SESSION_NO_LONGER_VALID);
    }

    NodeStatus status(String name) {
        return cluster.all().stream()
                .filter(node -> node.node().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns when a node is like that. */
    void awaitState(String name, NodeState state) {
        await().atMost(PATIENCE).until(() -> cluster.all().stream()
                .anyMatch(node -> node.node().name().equals(name) && node.state() == state));
    }

    /** As when the gateway answered: a node may connect the player to the voice server, until the bot leaves. */
    AutoCloseable connect(AudioPlayer player, long guildId) {
        connect(player, guildId, voice.endpoint().toString());
        return () -> voice.forget(guildId, BOT);
    }

    private void connect(AudioPlayer player, long guildId, String endpoint) {
        ((VoiceTransport.Remote) player.transport())
                .credentials()
                .accept(new VoiceCredentials(guildId, 11, SESSION, voice.expect(guildId, BOT, SESSION), endpoint));
    }

    /** A guild whose channel the bot is in. */
    Guild guild(long id) {
        return new Guild(id);
    }

    static Track tone(String title, int hertz) {
        return track(title, "tone", "tone:" + hertz + "?seconds=120", Duration.ofMinutes(2));
    }

    static Track track(String title, String source, String identifier, Duration length) {
        return new Track(identifier, new SourceKey(source), title, "", Optional.of(length), Optional.empty());
    }

    /** One guild: its player, and its voice channel. */
    final class Guild implements AutoCloseable {

        final RecordingListener listener = new RecordingListener();
        final AudioPlayer player;
        private final long id;

        Guild(long id) {
            this.id = id;
            player = cluster.open(id, listener);
        }

        /** The bot joins the channel, or joins it again. */
        Guild join() {
            return join(voice.endpoint().toString());
        }

        Guild join(String endpoint) {
            connect(player, id, endpoint);
            return this;
        }

        Guild plays(int hertz) {
            player.play(tone("Tone " + hertz, hertz), Duration.ZERO);
            awaitTone(hertz);
            return this;
        }

        void awaitTone(int hertz) {
            await().atMost(PATIENCE).until(() -> heard().filter(heard -> heard.packetsPerSecond() > 40)
                    .flatMap(Heard::tone)
                    .filter(tone -> Math.abs(tone.hertz() - hertz) < 2)
                    .isPresent());
        }

        Optional<Heard> heard() {
            return voice.heard(id);
        }

        String place() {
            return player.place();
        }

        @Override
        public void close() {
            player.close();
            voice.forget(id, BOT);
        }
    }

    @Override
    public void close() {
        cluster.close();
        servers.close();
        voice.close();
    }

    private final class Told implements NodeObserver {

        @Override
        public void nodeConnected(NodeKey node, boolean resumed) {
            told.add((resumed ? "resumed " : "connected ") + node.name());
        }

        @Override
        public void nodeDisconnected(NodeKey node, NodeTrouble trouble) {
            told.add("disconnected " + node.name() + " " + trouble);
        }

        @Override
        public void playerAssigned(NodeKey node, PlayerMove reason) {
            told.add("assigned " + node.name() + " " + reason);
        }

        @Override
        public void playerTaken(NodeKey node, PlayerMove reason) {
            told.add("taken " + node.name() + " " + reason);
        }

        @Override
        public void requestFinished(NodeRoute route, int status, long nanos) {
            requests.add(route.method() + " " + route.template() + " " + status);
        }
    }
}
