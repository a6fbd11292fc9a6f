package dev.backline.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.backline.sandbox.SandboxGuild;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What JDA never does wrong, by hand. */
class GatewayRulesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VOICE_STATES = 1 << 7;

    private final HttpClient http = HttpClient.newHttpClient();
    private EmbeddedDiscord discord;

    @BeforeEach
    void open() throws Exception {
        discord = EmbeddedDiscord.open(0, "sandbox");
    }

    @AfterEach
    void close() {
        discord.close();
        // Not close: it waits for ever for a WebSocket that a test left open.
        http.shutdownNow();
    }

    /** A client that does what it is told. */
    private static final class Client implements WebSocket.Listener {

        private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    events.add(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    closed.completeExceptionally(e);
                }
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        int closeCode() throws Exception {
            return closed.get(10, TimeUnit.SECONDS);
        }

        /** The data of the next event of that type, of those that have not been asked for. */
        JsonNode next(String type) throws Exception {
            while (true) {
                JsonNode event = events.poll(10, TimeUnit.SECONDS);
                assertThat(event).as("the event " + type).isNotNull();
                if (event.path("t").asText().equals(type)) {
                    return event.path("d");
                }
            }
        }
    }

    private WebSocket connect(String query, Client client) throws Exception {
        return http.newWebSocketBuilder()
                .buildAsync(URI.create(discord.gateway() + "/" + query), client)
                .get(10, TimeUnit.SECONDS);
    }

    private static void identify(WebSocket socket, String rest) {
        socket.sendText("{\"op\":2,\"d\":{\"token\":\"sandbox\"," + rest + "}}", true)
                .join();
    }

    @ParameterizedTest
    @CsvSource({"?v=9", "?v=10&encoding=etf", "?v=10&encoding=json&compress=lz4"})
    void whatItDoesNotSpeakIsRefused(String query) throws Exception {
        Client client = new Client();
        connect(query, client);

        assertThat(client.closeCode()).isEqualTo(4012);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"properties\":{}           | 4013",
                "\"intents\":68719476736     | 4013",
                "\"intents\":2               | 4014",
                "\"intents\":32768           | 4014",
                "\"intents\":128,\"shard\":[2,2] | 4010"
            })
    void anIdentifyThatDiscordWouldRefuseIsRefused(String rest, int code) throws Exception {
        Client client = new Client();
        identify(connect("?v=10&encoding=json", client), rest);

        assertThat(client.closeCode()).isEqualTo(code);
    }

    @Test
    void anApplicationThatLostItsIntentsIsRefused() throws Exception {
        discord.sessions().refuseIntents(true);
        Client client = new Client();
        identify(connect("", client), "\"intents\":" + VOICE_STATES);

        assertThat(client.closeCode()).isEqualTo(4014);
    }

    @Test
    void aPayloadThatIsTooLongIsRefused() throws Exception {
        Client client = new Client();
        connect("", client)
                .sendText("{\"op\":1,\"d\":\"" + "x".repeat(4096) + "\"}", true)
                .join();

        assertThat(client.closeCode()).isEqualTo(4002);
    }

    @Test
    void aClientThatTalksTooMuchIsRefused() throws Exception {
        Client client = new Client();
        WebSocket socket = connect("", client);
        for (int i = 0; i < 121; i++) {
            socket.sendText("{\"op\":1,\"d\":null}", true).join();
        }

        assertThat(client.closeCode()).isEqualTo(4008);
    }

    @Test
    void aGuildIsToldOnceWhenItAppearsWhileAClientIdentifies() throws Exception {
        for (int i = 0; i < 50; i++) {
            discord.createGuild("early-" + i);
        }
        Client client = new Client();
        WebSocket socket = connect("", client);
        Thread maker = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 50; i++) {
                discord.createGuild("late-" + i);
            }
        });
        identify(socket, "\"intents\":" + VOICE_STATES);
        maker.join();

        List<String> told = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            told.add(client.next("GUILD_CREATE").path("name").asText());
        }

        assertThat(told).doesNotHaveDuplicates().hasSize(100);
    }

    @Test
    void membersAreToldInAChunk() throws Exception {
        SandboxGuild guild = discord.createGuild("demo");
        Client client = new Client();
        WebSocket socket = connect("", client);
        identify(socket, "\"intents\":" + VOICE_STATES);
        client.next("READY");
        socket.sendText(
                        "{\"op\":8,\"d\":{\"guild_id\":\"" + guild.id()
                                + "\",\"query\":\"\",\"limit\":0,\"nonce\":\"n\"}}",
                        true)
                .join();

        JsonNode chunk = client.next("GUILD_MEMBERS_CHUNK");

        assertThat(chunk.path("members")).hasSize(4);
        assertThat(chunk.path("nonce").asText()).isEqualTo("n");
    }

    @Test
    void eachShardIsToldOfItsOwnGuilds() throws Exception {
        for (int i = 0; i < 40; i++) {
            discord.createGuild("guild-" + i);
        }
        List<Long> told = new ArrayList<>();
        for (int shard = 0; shard < 2; shard++) {
            Client client = new Client();
            identify(connect("", client), "\"intents\":" + VOICE_STATES + ",\"shard\":[" + shard + ",2]");
            int guilds = client.next("READY").path("guilds").size();
            for (int i = 0; i < guilds; i++) {
                long id = client.next("GUILD_CREATE").path("id").asLong();
                assertThat((id >>> 22) % 2).isEqualTo(shard);
                told.add(id);
            }
        }

        assertThat(told).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void recommendsAShardPerThousandGuilds() throws Exception {
        for (int i = 0; i < 1001; i++) {
            discord.createGuild("guild-" + i);
        }

        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(discord.rest().resolve("gateway/bot"))
                        .header("Authorization", "Bot sandbox")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(JSON.readTree(answer.body()).path("shards").asInt()).isEqualTo(2);
    }
}
