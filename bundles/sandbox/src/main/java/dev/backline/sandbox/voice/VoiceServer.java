package dev.backline.sandbox.voice;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Discord voice server on loopback, for real clients: the voice gateway, version 8, over TLS, and the UDP ports for
 * audio. It serves any number of guilds, lets in those clients that are {@linkplain #expect expected}, and hears what each
 * of them plays.
 *
 * <p>It chooses version 0 of Discord's end-to-end encryption (DAVE), which is none, whatever a client announces.
 *
 * <p>All methods are safe for use by several threads; none but {@link #close} waits for anything.
 */
public final class VoiceServer implements AutoCloseable {
    /** The address that the server listens on. */
    static final String HOST = "127.0.0.1";

    private static final Logger log = LoggerFactory.getLogger(VoiceServer.class);

    private static final int WEB_THREADS = 16;
    private static final Duration LONGEST_CHECK_INTERVAL = Duration.ofSeconds(1);

    private final VoiceSettings settings;
    private final LoopbackTls tls;
    private final VoiceTimer timer;
    private final Rooms rooms;
    private final VoiceFaults faults;
    private final AudioReceiver audio;
    private final Server web;
    private final ServerConnector connector;
    private final Set<VoiceSocket> sockets = ConcurrentHashMap.newKeySet();

    private VoiceServer(VoiceSettings settings, LoopbackTls tls, UdpPorts ports) {
        this.settings = settings;
        this.tls = tls;
        timer = new VoiceTimer();
        Calls calls = new Calls();
        List<Integer> portNumbers = ports.numbers();
        rooms = new Rooms(() -> new Room(settings, Clock.systemUTC(), calls, portNumbers));
        faults = new VoiceFaults(rooms);
        audio = AudioReceiver.start(ports, calls, faults);
        QueuedThreadPool threads = new QueuedThreadPool(WEB_THREADS);
        threads.setName("sandbox-voice-web");
        threads.setDaemon(true);
        web = new Server(threads);
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setSslContext(tls.server());
        connector = new ServerConnector(web, ssl);
        connector.setHost(HOST);
        web.addConnector(connector);
        web.setHandler(WebSocketUpgradeHandler.from(web, this::configure));
    }

    /**
     * Starts a server on ports that the system chooses.
     *
     * @throws IOException when there is no port, or this Java has no cipher that is needed
     */
    public static VoiceServer open(VoiceSettings settings) throws IOException {
        LoopbackTls tls = LoopbackTls.create();
        VoiceServer server = new VoiceServer(settings, tls, UdpPorts.bind(settings.udpPorts()));
        try {
            server.start();
            return server;
        } catch (IOException failed) {
            server.close();
            throw failed;
        }
    }

    private void start() throws IOException {
        try {
            web.start();
        } catch (Exception failed) { // Jetty declares that any may leave its start
            throw new IOException("cannot start the voice gateway", failed);
        }
        timer.every(checkInterval(settings.heartbeatInterval()), this::check);
    }

    private static Duration checkInterval(Duration heartbeatInterval) {
        Duration half = heartbeatInterval.dividedBy(2);
        return half.compareTo(LONGEST_CHECK_INTERVAL) < 0 ? half : LONGEST_CHECK_INTERVAL;
    }

    private void configure(ServerWebSocketContainer container) {
        // The gateway has its own way to tell that a client is gone.
        container.setIdleTimeout(Duration.ZERO);
        container.addMapping("/*", (upgrade, response, callback) -> {
            Optional<String> version =
                    Optional.ofNullable(Request.extractQueryParameters(upgrade).getValue("v"));
            VoiceSocket socket = new VoiceSocket(
                    version.orElse("none"), wire -> new VoiceConversation(settings, rooms, wire), sockets::remove);
            sockets.add(socket);
            return socket;
        });
    }

    private void check() {
        long now = System.nanoTime();
        sockets.forEach(socket -> socket.conversation().checkHeartbeat(now));
        rooms.all().forEach(room -> room.expire(now));
    }

    /** Where clients connect, as {@code wss://127.0.0.1:PORT}; this goes into VOICE_SERVER_UPDATE as it is. */
    public URI endpoint() {
        return URI.create("wss://" + HOST + ":" + connector.getLocalPort());
    }

    /** A TLS context for clients, which trusts this server and nothing else. */
    public SSLContext clientTls() {
        return tls.client();
    }

    /**
     * Expects a user in the voice channel of a guild. What was heard of the user before is kept; a running session goes on
     * until the user identifies again.
     *
     * @param sessionId as in the VOICE_STATE_UPDATE for the user
     * @return the token for VOICE_SERVER_UPDATE; tokens given out before for this user and guild are no longer valid
     */
    public String expect(long guildId, long userId, String sessionId) {
        return rooms.open(guildId).expect(userId, sessionId);
    }

    /** Expects a user no longer: its websocket is closed with 4014, and what was heard of it is gone. */
    public void forget(long guildId, long userId) {
        rooms.find(guildId).ifPresent(room -> room.forget(userId));
    }

    /**
     * What was heard in a guild until now, of the user who was expected last. Remains after the session is over, until the
     * user is forgotten.
     *
     * @return nothing before that user identified
     */
    public Optional<Heard> heard(long guildId) {
        return rooms.find(guildId).flatMap(Room::heard);
    }

    /** Begins a new search for the longest gap in a guild; a gap that is open at this moment will count in full. */
    public void resetLongestGap(long guildId) {
        rooms.find(guildId).ifPresent(Room::resetLongestGap);
    }

    /** How many datagrams were not heard, by reason; a reason that never occurred is left out. */
    public Map<WrongPacket, Long> wrongPackets() {
        return audio.wrongPackets();
    }

    /** What this server does wrong on purpose. */
    public VoiceFaults faults() {
        return faults;
    }

    /** Closes all connections and ports, and waits until all threads have ended. */
    @Override
    public void close() {
        timer.close();
        try {
            web.stop();
        } catch (Exception failed) { // Jetty declares that any may leave its stop
            log.warn("The voice gateway did not stop as it should", failed);
        }
        audio.close();
    }
}
