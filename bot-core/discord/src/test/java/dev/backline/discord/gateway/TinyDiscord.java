package dev.backline.discord.gateway;

import dev.backline.api.discord.DiscordEndpoint;
import dev.backline.sandbox.voice.VoiceServer;
import dev.backline.sandbox.voice.VoiceSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** As much of Discord as one guild with one voice channel needs, with every request kept for the test to look at. */
final class TinyDiscord implements DiscordEndpoint {

    static final long BOT = 1000;
    static final long GUILD = 2000;
    static final long TEXT = 2001;
    static final long VOICE = 2002;
    static final long MEMBER = 3000;

    private static final long DISCORD_EPOCH = 1_420_070_400_000L;

    /** A request of the bot's. */
    record Asked(String method, String path, String body) {

        boolean is(String wantedMethod, String pathPart) {
            return method.equals(wantedMethod) && path.contains(pathPart);
        }
    }

    private record Answer(int status, String body) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger identified = new AtomicInteger();

    /** What the bot asked of the gateway about voice: {@code join}, {@code leave}. */
    final List<String> moves = new CopyOnWriteArrayList<>();

    final VoiceServer voice;
    private final Map<String, Answer> refusals = new ConcurrentHashMap<>();
    private final List<GatewaySocket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private final Server web = new Server();
    private final ServerConnector connector = new ServerConnector(web);
    private volatile DataArray commands = DataArray.empty();
    volatile int closeOnIdentify;

    /** So rare that a busy machine does not miss two, which would end the connection. */
    volatile int heartbeatMillis = 20_000;

    TinyDiscord() throws Exception {
        voice = VoiceServer.open(VoiceSettings.DEFAULT);
        connector.setHost("127.0.0.1");
        web.addConnector(connector);
        WebSocketUpgradeHandler sockets = WebSocketUpgradeHandler.from(
                web, container -> container.addMapping("/*", (request, response, callback) -> new GatewaySocket()));
        sockets.setHandler(new Rest());
        web.setHandler(sockets);
        web.start();
    }

    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public URI rest() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/api/v10/");
    }

    @Override
    public URI gateway() {
        return URI.create("ws://127.0.0.1:" + connector.getLocalPort());
    }

    @Override
    public SSLContext voiceTls() {
        return voice.clientTls();
    }

    /** From now on, requests whose path contains this are answered so. */
    void refuse(String pathPart, int status, String body) {
        refusals.put(pathPart, new Answer(status, body));
    }

    void allow(String pathPart) {
        refusals.remove(pathPart);
    }

    /** A member gives a command; returns the interaction's token. */
    String command(String name, DataObject... options) {
        return interaction(
                2,
                DataObject.empty()
                        .put("id", id())
                        .put("name", name)
                        .put("type", 1)
                        .put("options", DataArray.fromCollection(List.of(options))));
    }

    /** A member types into an option. */
    String typing(String name, DataObject option) {
        return interaction(
                4,
                DataObject.empty()
                        .put("id", id())
                        .put("name", name)
                        .put("type", 1)
                        .put("options", DataArray.empty().add(option.put("focused", true))));
    }

    /** A member presses a button. */
    String press(String button) {
        return interaction(3, DataObject.empty().put("custom_id", button).put("component_type", 2));
    }

    /** A member enters the voice channel, or leaves it. */
    void memberIn(boolean there) {
        dispatch("VOICE_STATE_UPDATE", voiceState(MEMBER, there ? VOICE : null, "member"));
    }

    /** A moderator disconnects the bot. */
    void kick() {
        dispatch("VOICE_STATE_UPDATE", voiceState(BOT, null, "gone"));
        voice.forget(GUILD, BOT);
    }

    private String interaction(int type, DataObject data) {
        String token = "token" + ids.incrementAndGet();
        DataObject interaction = DataObject.empty()
                .put("id", id())
                .put("application_id", Long.toString(BOT))
                .put("type", type)
                .put("token", token)
                .put("version", 1)
                .put("guild_id", Long.toString(GUILD))
                .put("channel_id", Long.toString(TEXT))
                .put("channel", channel(TEXT, 0, "general"))
                .put("member", member(MEMBER).put("permissions", "0"))
                .put("guild", DataObject.empty().put("id", Long.toString(GUILD)).put("features", DataArray.empty()))
                .put("locale", "en-US")
                .put("guild_locale", "en-US")
                .put("app_permissions", "8")
                .put("entitlements", DataArray.empty())
                .put("authorizing_integration_owners", DataObject.empty())
                .put("context", 0)
                .put("data", data);
        if (type == 3) {
            interaction.put("message", message());
        }
        dispatch("INTERACTION_CREATE", interaction);
        return token;
    }

    private String id() {
        return Long.toString((System.currentTimeMillis() - DISCORD_EPOCH) << 22 | (ids.incrementAndGet() & 0xFFF));
    }

    private void dispatch(String type, DataObject data) {
        sockets.forEach(socket -> socket.dispatch(type, data));
    }

    private static DataObject user(long id, boolean bot) {
        return DataObject.empty()
                .put("id", Long.toString(id))
                .put("username", "user" + id)
                .put("discriminator", "0")
                .put("bot", bot);
    }

    private static DataObject member(long id) {
        return DataObject.empty()
                .put("user", user(id, id == BOT))
                .put("roles", DataArray.empty())
                .put("joined_at", "2026-01-01T00:00:00Z")
                .put("deaf", false)
                .put("mute", false)
                .put("flags", 0);
    }

    private static DataObject channel(long id, int type, String name) {
        return DataObject.empty()
                .put("id", Long.toString(id))
                .put("type", type)
                .put("name", name)
                .put("position", 0)
                .put("permissions", "8")
                .put("user_limit", 0)
                .put("bitrate", 64000)
                .put("permission_overwrites", DataArray.empty());
    }

    private DataObject message() {
        return DataObject.empty()
                .put("id", id())
                .put("type", 0)
                .put("channel_id", Long.toString(TEXT))
                .put("content", "before")
                .put("author", user(BOT, true))
                .put("timestamp", "2026-01-01T00:00:00Z")
                .put("tts", false)
                .put("mention_everyone", false)
                .put("mentions", DataArray.empty())
                .put("mention_roles", DataArray.empty())
                .put("attachments", DataArray.empty())
                .put("embeds", DataArray.empty())
                .put("components", DataArray.empty())
                .put("pinned", false);
    }

    private static DataObject voiceState(long user, @Nullable Long channel, String session) {
        return DataObject.empty()
                .put("guild_id", Long.toString(GUILD))
                .put("channel_id", channel == null ? null : channel.toString())
                .put("user_id", Long.toString(user))
                .put("member", member(user))
                .put("session_id", session)
                .put("self_mute", false)
                .put("self_deaf", user == BOT)
                .put("mute", false)
                .put("deaf", false)
                .put("suppress", false)
                .put("self_stream", false)
                .put("self_video", false);
    }

    private static DataObject guild() {
        return DataObject.empty()
                .put("id", Long.toString(GUILD))
                .put("name", "demo")
                .put("owner_id", Long.toString(MEMBER))
                .put("joined_at", "2026-01-01T00:00:00Z")
                .put("large", false)
                .put("member_count", 2)
                .put("features", DataArray.empty())
                .put("verification_level", 0)
                .put("default_message_notifications", 0)
                .put("explicit_content_filter", 0)
                .put("mfa_level", 0)
                .put("premium_tier", 0)
                .put("nsfw_level", 0)
                .put("system_channel_flags", 0)
                .put("afk_timeout", 300)
                .put("preferred_locale", "en-US")
                .put(
                        "roles",
                        DataArray.empty()
                                .add(DataObject.empty()
                                        .put("id", Long.toString(GUILD))
                                        .put("name", "@everyone")
                                        .put("permissions", "8")
                                        .put("position", 0)
                                        .put("color", 0)
                                        .put("colors", DataObject.empty().put("primary_color", 0))
                                        .put("hoist", false)
                                        .put("managed", false)
                                        .put("mentionable", false)))
                .put(
                        "channels",
                        DataArray.empty().add(channel(TEXT, 0, "general")).add(channel(VOICE, 2, "music")))
                .put("members", DataArray.empty().add(member(BOT)).add(member(MEMBER)))
                .put("voice_states", DataArray.empty())
                .put("presences", DataArray.empty())
                .put("threads", DataArray.empty())
                .put("emojis", DataArray.empty())
                .put("stickers", DataArray.empty())
                .put("stage_instances", DataArray.empty())
                .put("guild_scheduled_events", DataArray.empty())
                .put("soundboard_sounds", DataArray.empty());
    }

    void close() throws Exception {
        web.stop();
        voice.close();
    }

    private final class Rest extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String path = request.getHttpURI().getPath();
            String body = Content.Source.asString(request, StandardCharsets.UTF_8);
            Answer answer = answer(request.getMethod(), path, body);
            // A test that sees the request goes on, and what came of it has to hold by then.
            asked.add(new Asked(request.getMethod(), path, body));
            response.setStatus(answer.status());
            response.getHeaders().put("Content-Type", "application/json");
            Content.Sink.write(response, true, answer.body(), callback);
            return true;
        }

        private Answer answer(String method, String path, String body) {
            for (Map.Entry<String, Answer> refusal : refusals.entrySet()) {
                if (path.contains(refusal.getKey())) {
                    return refusal.getValue();
                }
            }
            if (path.endsWith("/callback") || method.equals("DELETE")) {
                return new Answer(204, "");
            }
            return new Answer(200, content(method, path, body));
        }

        private String content(String method, String path, String body) {
            if (path.endsWith("/gateway/bot")) {
                return DataObject.empty()
                        .put("url", gateway().toString())
                        .put("shards", 1)
                        .put("session_start_limit", DataObject.empty().put("max_concurrency", 1))
                        .toString();
            }
            if (path.endsWith("/users/@me")) {
                return user(BOT, true).put("verified", true).toString();
            }
            if (path.endsWith("/commands")) {
                if (method.equals("PUT")) {
                    DataArray declared = DataArray.fromJson(body);
                    for (int i = 0; i < declared.length(); i++) {
                        declared.getObject(i)
                                .put("id", id())
                                .put("application_id", Long.toString(BOT))
                                .put("version", id());
                    }
                    commands = DataArray.fromJson(declared.toString());
                }
                return commands.toString();
            }
            return message().toString();
        }
    }

    /** One connection of the gateway. */
    public final class GatewaySocket implements Session.Listener.AutoDemanding {

        private @Nullable Session session;
        private int sequence;

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
            sockets.add(this);
            send(DataObject.empty()
                    .put("op", 10)
                    .put("d", DataObject.empty().put("heartbeat_interval", heartbeatMillis)));
        }

        @Override
        public void onWebSocketText(String text) {
            DataObject message = DataObject.fromJson(text);
            switch (message.getInt("op")) {
                case 1 -> send(DataObject.empty().put("op", 11));
                case 2 -> identify();
                case 4 -> voice(message.getObject("d"));
                // No session is kept: whoever comes back has to identify again.
                case 6 -> send(DataObject.empty().put("op", 9).put("d", false));
                default -> {}
            }
        }

        @Override
        public void onWebSocketClose(int status, String reason, org.eclipse.jetty.websocket.api.Callback callback) {
            sockets.remove(this);
            callback.succeed();
        }

        private void identify() {
            identified.incrementAndGet();
            if (closeOnIdentify != 0) {
                open().close(closeOnIdentify, "as the test wants it", org.eclipse.jetty.websocket.api.Callback.NOOP);
                return;
            }
            dispatch(
                    "READY",
                    DataObject.empty()
                            .put("v", 10)
                            .put("user", user(BOT, true).put("verified", true))
                            .put(
                                    "guilds",
                                    DataArray.empty()
                                            .add(DataObject.empty()
                                                    .put("id", Long.toString(GUILD))
                                                    .put("unavailable", true)))
                            .put("session_id", "session")
                            .put("resume_gateway_url", gateway().toString())
                            .put("private_channels", DataArray.empty())
                            .put(
                                    "application",
                                    DataObject.empty()
                                            .put("id", Long.toString(BOT))
                                            .put("flags", 0)));
            dispatch("GUILD_CREATE", guild());
        }

        private void voice(DataObject wanted) {
            moves.add(wanted.isNull("channel_id") ? "leave" : "join");
            if (wanted.isNull("channel_id")) {
                dispatch("VOICE_STATE_UPDATE", voiceState(BOT, null, "voice"));
                voice.forget(GUILD, BOT);
                return;
            }
            String token = voice.expect(GUILD, BOT, "voice");
            dispatch("VOICE_STATE_UPDATE", voiceState(BOT, wanted.getLong("channel_id"), "voice"));
            dispatch(
                    "VOICE_SERVER_UPDATE",
                    DataObject.empty()
                            .put("guild_id", Long.toString(GUILD))
                            .put("token", token)
                            .put("endpoint", voice.endpoint().toString()));
        }

        private Session open() {
            return Objects.requireNonNull(session);
        }

        synchronized void dispatch(String type, DataObject data) {
            sequence++;
            send(DataObject.empty()
                    .put("op", 0)
                    .put("s", sequence)
                    .put("t", type)
                    .put("d", data));
        }

        private synchronized void send(DataObject message) {
            open().sendText(message.toString(), org.eclipse.jetty.websocket.api.Callback.NOOP);
        }
    }
}
