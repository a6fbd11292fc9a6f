package dev.backline.sandbox.voice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/**
 * As much of Discord's REST API and main gateway as a client needs to log in and to join a voice channel: one guild, of
 * which the bot is the owner and only member, with one voice channel.
 */
final class LoneGuildGateway implements AutoCloseable {
    static final long CHANNEL = 127_121_515_262_115_840L;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOT_USER = """
            {"id": "%d", "username": "backline", "discriminator": "0000", "avatar": null, "bot": true}""".formatted(Stage.BOT);
    private static final String MEMBER = """
            {"user": %s, "nick": null, "roles": [], "joined_at": "2026-01-01T00:00:00.000000+00:00", "deaf": false,
             "mute": false}""".formatted(BOT_USER);

    private final VoiceServer voice;
    private final Server web = new Server();
    private final ServerConnector connector = new ServerConnector(web);

    LoneGuildGateway(VoiceServer voice) throws Exception {
        this.voice = voice;
        connector.setHost("127.0.0.1");
        web.addConnector(connector);
        WebSocketUpgradeHandler gateway = WebSocketUpgradeHandler.from(
                web, container -> container.addMapping("/", (request, response, callback) -> new Client(this)));
        gateway.setHandler(new Rest());
        web.setHandler(gateway);
        web.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            web.stop();
        } catch (Exception failed) {
            throw new IllegalStateException("the gateway did not stop", failed);
        }
    }

    private static final class Rest extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, org.eclipse.jetty.util.Callback callback) {
            String path = Request.getPathInContext(request);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.setStatus(path.equals("/api/v10/users/@me") ? 200 : 404);
            response.write(true, ByteBuffer.wrap(BOT_USER.getBytes(StandardCharsets.UTF_8)), callback);
            return true;
        }
    }

    /** One websocket of a client; public for the web server only. */
    public static final class Client implements Session.Listener.AutoDemanding {
        private final LoneGuildGateway gateway;
        private final AtomicInteger sequence = new AtomicInteger();
        private final AtomicInteger voiceSessions = new AtomicInteger();
        private @Nullable Session session;

        Client(LoneGuildGateway gateway) {
            this.gateway = gateway;
        }

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
            send("{\"op\": 10, \"d\": {\"heartbeat_interval\": 41250}}");
        }

        @Override
        public void onWebSocketText(String text) {
            JsonNode message = read(text);
            switch (message.path("op").intValue()) {
                case 1 -> send("{\"op\": 11}");
                case 2 -> {
                    dispatch("READY", """
                            {"v": 10, "user": %s, "guilds": [{"id": "%d", "unavailable": true}], "session_id": "main",
                             "resume_gateway_url": "ws://127.0.0.1:%d", "private_channels": [],
                             "application": {"id": "%d", "flags": 0}}""".formatted(BOT_USER, Stage.GUILD, gateway.port(), Stage.BOT));
                    dispatch("GUILD_CREATE", """
                            {"id": "%1$d", "name": "Lone", "owner_id": "%2$d", "afk_timeout": 300, "member_count": 1, "members": [%3$s],
                             "roles": [{"id": "%1$d", "name": "@everyone", "permissions": "0", "position": 0,
                                        "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null}, "hoist": false, "managed": false, "mentionable": false}],
                             "channels": [{"id": "%4$d", "type": 2, "name": "stage", "position": 0, "bitrate": 64000,
                                           "user_limit": 0, "permission_overwrites": []}],
                             "threads": [], "guild_scheduled_events": [], "emojis": [], "voice_states": [],
                             "premium_progress_bar_enabled": false}""".formatted(Stage.GUILD, Stage.BOT, MEMBER, CHANNEL));
                }
                case 4 -> voiceState(message.path("d"));
                default -> {}
            }
        }

        private void voiceState(JsonNode wanted) {
            String voiceSession = "voice-" + voiceSessions.incrementAndGet();
            dispatch("VOICE_STATE_UPDATE", """
                    {"guild_id": "%d", "channel_id": %s, "user_id": "%d", "member": %s, "session_id": "%s",
                     "deaf": false, "mute": false, "self_deaf": false, "self_mute": false, "self_video": false,
                     "self_stream": false, "suppress": false, "request_to_speak_timestamp": null}""".formatted(
                            Stage.GUILD, wanted.path("channel_id"), Stage.BOT, MEMBER, voiceSession));
            if (wanted.path("channel_id").isNull()) {
                gateway.voice.forget(Stage.GUILD, Stage.BOT);
                return;
            }
            dispatch("VOICE_SERVER_UPDATE", """
                    {"guild_id": "%d", "token": "%s", "endpoint": "%s"}""".formatted(
                    Stage.GUILD, gateway.voice.expect(Stage.GUILD, Stage.BOT, voiceSession), gateway.voice.endpoint()));
        }

        private void dispatch(String type, String data) {
            send("{\"op\": 0, \"t\": \"%s\", \"s\": %d, \"d\": %s}".formatted(type, sequence.incrementAndGet(), data));
        }

        private void send(String text) {
            if (session != null) {
                session.sendText(text, Callback.NOOP);
            }
        }

        private static JsonNode read(String text) {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException malformed) {
                throw new UncheckedIOException(malformed);
            }
        }
    }
}
