package dev.backline.sandbox.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.backline.sandbox.voice.VoiceServer;
import dev.backline.sandbox.world.Channel;
import dev.backline.sandbox.world.Guild;
import dev.backline.sandbox.world.Guild.VoiceState;
import dev.backline.sandbox.world.Payloads;
import dev.backline.sandbox.world.User;
import dev.backline.sandbox.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The sessions of the bot, and what they are told. See "Gateway" in Discord's developer documentation. Safe for any
 * thread.
 */
public final class Gateway implements World.Listener, AutoCloseable {

    /** How often clients send a heartbeat, in milliseconds; Discord's own value. */
    static final int HEARTBEAT_MILLIS = 41_250;

    /** A client that missed one heartbeat and half of another is gone. */
    private static final Duration SILENT = Duration.ofMillis(HEARTBEAT_MILLIS * 3L / 2);

    /** How long a session without a connection can be resumed. */
    private static final Duration RESUMABLE = Duration.ofMinutes(5);

    private static final int SESSION_TIMED_OUT = 4009;

    private final Set<GatewaySocket> sockets = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sandbox-gateway").daemon().factory());
    private final World world;
    private final VoiceServer voice;
    private final String token;
    private final Map<String, GatewaySession> sessions = new ConcurrentHashMap<>();
    private volatile String url = "";
    private volatile boolean silent;
    private volatile boolean refusesIntents;

    /**
     * @param token that the bot must identify with
     */
    public Gateway(World world, VoiceServer voice, String token) {
        this.world = world;
        this.voice = voice;
        this.token = token;
        world.listen(this);
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(this::sweep, 5, 5, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void sweep() {
        for (GatewaySocket socket : sockets) {
            if (socket.silentFor().compareTo(SILENT) > 0) {
                socket.close(SESSION_TIMED_OUT, "Session timed out.");
            }
        }
        for (GatewaySession session : sessions.values()) {
            if (session.detachedFor().compareTo(RESUMABLE) > 0) {
                end(session);
            }
        }
    }

    void opened(GatewaySocket socket) {
        sockets.add(socket);
    }

    void closed(GatewaySocket socket) {
        sockets.remove(socket);
    }

    /** Tells where clients can resume. */
    public void listensAt(String gatewayUrl) {
        url = gatewayUrl;
    }

    boolean accepts(String given) {
        return token.equals(given);
    }

    /** Begins a session: READY, and the guilds of its shard. */
    synchronized GatewaySession identify(GatewaySocket socket, int shard, int shards) {
        GatewaySession session = new GatewaySession(UUID.randomUUID().toString(), shard, shards, socket);
        ObjectNode ready = JsonNodeFactory.instance
                .objectNode()
                .put("v", 10)
                .put("session_id", session.id())
                .put("resume_gateway_url", url);
        ready.set("user", Payloads.user(world.bot()));
        ready.putObject("application").put("id", Payloads.id(world.bot().id())).put("flags", 0);
        ready.putArray("shard").add(shard).add(shards);
        ready.putArray("private_channels");
        ArrayNode guilds = ready.putArray("guilds");
        List<Guild> known = List.copyOf(world.guilds());
        known.stream().filter(guild -> session.covers(guild.id())).forEach(guild -> guilds.addObject()
                .put("id", Payloads.id(guild.id()))
                .put("unavailable", true));
        session.dispatch("READY", ready);
        sessions.put(session.id(), session);
        known.forEach(session::introduce);
        return session;
    }

    Optional<GatewaySession> session(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /** Forgets a session, and takes the bot out of the voice channels that it joined in that session. */
    void end(GatewaySession session) {
        sessions.remove(session.id());
        User bot = world.bot();
        for (Guild guild : world.guilds()) {
            if (guild.voiceState(bot.id())
                    .filter(state -> state.sessionId().equals(session.id()))
                    .isPresent()) {
                voice.forget(guild.id(), bot.id());
                world.leave(guild, bot);
            }
        }
    }

    /** Whether heartbeats stay without an answer. */
    boolean silent() {
        return silent;
    }

    /** The bot wants to join, move or leave: op 4. */
    void voiceStateUpdate(GatewaySession session, JsonNode data) {
        Optional<Guild> guild = world.guild(data.path("guild_id").asLong());
        if (guild.isEmpty()) {
            return;
        }
        User bot = world.bot();
        Optional<Channel> channel = data.path("channel_id").isNull()
                ? Optional.empty()
                : guild.get().channel(data.path("channel_id").asLong());
        if (channel.isPresent() && channel.get().locked()) {
            return; // Discord says nothing to whoever may not join.
        }
        if (channel.isEmpty()) {
            voice.forget(guild.get().id(), bot.id());
            world.leave(guild.get(), bot);
            return;
        }
        String voiceToken = voice.expect(guild.get().id(), bot.id(), session.id());
        world.join(guild.get(), bot, channel.get(), session.id());
        tell(
                guild.get().id(),
                "VOICE_SERVER_UPDATE",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("token", voiceToken)
                        .put("guild_id", Payloads.id(guild.get().id()))
                        .put("endpoint", voice.endpoint().toString()));
    }

    /** The bot wants to know a guild's members: op 8. All of them fit into one chunk. */
    void membersWanted(GatewaySession session, JsonNode data) {
        world.guild(data.path("guild_id").asLong()).ifPresent(guild -> {
            ObjectNode chunk = JsonNodeFactory.instance
                    .objectNode()
                    .put("guild_id", Payloads.id(guild.id()))
                    .put("chunk_index", 0)
                    .put("chunk_count", 1);
            if (data.has("nonce")) {
                chunk.set("nonce", data.get("nonce"));
            }
            ArrayNode members = chunk.putArray("members");
            guild.members().forEach(member -> members.add(Payloads.member(member)));
            session.dispatch("GUILD_MEMBERS_CHUNK", chunk);
        });
    }

    /** Tells the sessions of a guild's shard. Returns whether there is a session to tell. */
    public boolean tell(long guildId, String type, ObjectNode data) {
        boolean told = false;
        for (GatewaySession session : sessions.values()) {
            if (session.covers(guildId)) {
                session.dispatch(type, data);
                told = true;
            }
        }
        return told;
    }

    @Override
    public synchronized void guildCreated(Guild guild) {
        sessions.values().forEach(session -> session.introduce(guild));
    }

    @Override
    public void voiceChanged(Guild guild, User user, Optional<VoiceState> state) {
        tell(guild.id(), "VOICE_STATE_UPDATE", Payloads.voiceState(guild, user, state));
    }

    /** How many sessions have a connection. */
    public long connected() {
        return sessions.values().stream().filter(GatewaySession::connected).count();
    }

    /** Breaks all connections with a close code; the bot may resume. */
    public void drop(int code) {
        sessions.values().forEach(session -> session.drop(code));
    }

    /** Asks all clients to reconnect: op 7. */
    public void askToReconnect() {
        sessions.values().forEach(GatewaySession::askToReconnect);
    }

    /** Forgets all sessions, so that nobody can resume, and tells those who are connected. */
    public void forgetSessions() {
        for (GatewaySession session : sessions.values()) {
            session.invalidate();
            end(session);
        }
    }

    /** Leaves heartbeats without an answer, as a server that hangs does. */
    public void silence(boolean hang) {
        silent = hang;
    }

    /** Whether the application lacks the intents that clients ask for, whichever they are. */
    boolean refusesIntents() {
        return refusesIntents;
    }

    /** Refuses whatever intents clients ask for, or no more. */
    public void refuseIntents(boolean refuse) {
        refusesIntents = refuse;
    }
}
