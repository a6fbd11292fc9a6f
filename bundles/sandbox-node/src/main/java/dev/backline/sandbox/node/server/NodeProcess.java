package dev.backline.sandbox.node.server;

import dev.arbjerg.lavalink.protocol.v4.Message;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.player.Engine;
import dev.backline.sandbox.node.player.GuildPlayer;
import dev.backline.sandbox.node.protocol.Wire;
import dev.backline.sandbox.node.timing.Gate;
import dev.backline.sandbox.node.timing.NodeTimer;
import dev.backline.sandbox.node.voice.VoiceClient;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a node: all that the process of a Lavalink server would have. Safe for any thread; opening and ending
 * block.
 */
final class NodeProcess {

    private static final Logger log = LoggerFactory.getLogger(NodeProcess.class);
    private static final String HOST = "127.0.0.1";
    private static final int WEB_THREADS = 32;

    private final NodeSettings settings;
    private final Condition condition;
    private final Gate gate = new Gate();
    private final NodeTimer timer;
    private final VoiceClient voice;
    private final Engine engine;
    private final Sessions sessions;
    private final Statistics statistics;
    private final Exposition exposition;
    private final RestApi rest;
    private final ExecutorService blocking;
    private final Server web;
    private final ServerConnector connector;
    private final AtomicInteger clients = new AtomicInteger();

    private NodeProcess(
            NodeSettings settings, int port, Condition condition, SSLContext voiceTrust, LongAdder packets) {
        this.settings = settings;
        this.condition = condition;
        String threads = "sandbox-node-" + settings.name();
        timer = new NodeTimer(threads + "-timer", gate);
        voice = new VoiceClient(threads + "-voice", voiceTrust, timer, gate, packets);
        engine = new Engine(settings);
        sessions = new Sessions(timer);
        statistics = new Statistics(condition, sessions, settings.timings().stats());
        exposition = new Exposition(statistics);
        rest = new RestApi(settings, condition, gate, engine, sessions, statistics, exposition);
        blocking = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(threads + "-request-", 0).factory());
        QueuedThreadPool pool = new QueuedThreadPool(WEB_THREADS);
        pool.setName(threads + "-web");
        pool.setDaemon(true);
        pool.setVirtualThreadsExecutor(blocking);
        web = new Server(pool);
        connector = new ServerConnector(web);
        connector.setHost(HOST);
        connector.setPort(port);
        web.addConnector(connector);
        WebSocketUpgradeHandler sockets = WebSocketUpgradeHandler.from(web, container -> {
            // Lavalink leaves it to its clients to notice that nobody is there.
            container.setIdleTimeout(Duration.ZERO);
            container.addMapping("/v4/websocket", this::socket);
        });
        sockets.setHandler(rest);
        web.setHandler(sockets);
    }

    /**
     * Starts it.
     *
     * @param port 0 for one that the system chooses
     * @param packets counts the voice packets that it sends
     * @throws IOException when it cannot listen there
     */
    static NodeProcess start(
            NodeSettings settings, int port, Condition condition, SSLContext voiceTrust, LongAdder packets)
            throws IOException {
        NodeProcess process = new NodeProcess(settings, port, condition, voiceTrust, packets);
        try {
            process.web.start();
            return process;
        } catch (Exception failed) { // Jetty declares that any may leave its start
            process.stop();
            throw new IOException(
                    "The node " + settings.name() + " cannot listen at port " + port + ": " + failed.getMessage(),
                    failed);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    Gate gate() {
        return gate;
    }

    Collection<NodeSession> sessions() {
        return sessions.all();
    }

    /** Greets a client, or refuses it. */
    private @Nullable Object socket(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        if (!gate.pass() || !condition.waitForLag()) {
            callback.failed(new IllegalStateException("the node is over"));
            return null;
        }
        response.getHeaders().put("Lavalink-Api-Version", "4");
        Integer refused = rest.refusesSocket(request);
        if (refused != null) {
            response.setStatus(refused);
            callback.succeeded();
            return null;
        }
        long userId = Long.parseLong(request.getHeaders().get("User-Id"));
        Optional<NodeSession> resumed =
                Optional.ofNullable(request.getHeaders().get("Session-Id")).flatMap(sessions::expected);
        response.getHeaders().put("Session-Resumed", String.valueOf(resumed.isPresent()));
        return new NodeSocket(
                condition,
                gate,
                timer,
                socket -> resumed.ifPresentOrElse(
                        session -> sessions.resume(session, socket), () -> welcome(socket, userId)),
                sessions::disconnected);
    }

    /** Begins a session. Statistics come before the ready message on every other connection, since they may. */
    private void welcome(NodeSocket socket, long userId) {
        NodeSession session = new NodeSession(
                Sessions.newId(),
                userId,
                socket,
                gate,
                (guildId, events) -> new GuildPlayer(guildId, engine, voice, timer, settings.timings(), events));
        sessions.add(session);
        Message.ReadyEvent ready = new Message.ReadyEvent(false, session.id());
        boolean statisticsFirst = clients.getAndIncrement() % 2 == 0;
        if (statisticsFirst) {
            report(session);
            session.happened(Wire.message(ready));
        } else {
            session.happened(Wire.message(ready));
            report(session);
        }
        Duration interval = settings.timings().stats();
        session.reportStatistics(timer.every(interval, interval, () -> report(session)));
    }

    private void report(NodeSession session) {
        session.happened(Wire.message(new Message.StatsEvent(statistics.of(session))));
    }

    /** Reports to all clients that are here, ahead of time. */
    void report() {
        sessions.connected().forEach(this::report);
    }

    /**
     * Breaks the WebSockets. Unless it hangs, the node knows that before its clients do, so that one which is back at once
     * finds its session.
     */
    void cut() {
        for (NodeSession session : sessions.connected()) {
            NodeSocket socket = session.socket();
            if (socket != null) {
                if (!gate.isShut()) {
                    sessions.disconnected(socket);
                }
                socket.cut();
            }
        }
    }

    /** Ends at once: sockets break without a word. */
    void kill() {
        gate.end();
        connector.close();
        for (EndPoint client : connector.getConnectedEndPoints()) {
            if (client.getTransport() instanceof SocketChannel channel) {
                try {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                    channel.close();
                } catch (IOException e) {
                    log.debug("A socket was gone already", e);
                }
            }
        }
        end();
    }

    /** Ends; clients are told that it goes away. */
    void stop() {
        gate.end();
        sessions.connected().forEach(NodeSession::goAway);
        end();
    }

    private void end() {
        try {
            web.stop();
        } catch (Exception failed) { // Jetty declares that any may leave its stop
            log.warn("The server of the node {} did not stop as it should", settings.name(), failed);
        }
        voice.close();
        sessions.close();
        timer.close();
        engine.close();
        exposition.close();
        blocking.shutdownNow();
    }
}
