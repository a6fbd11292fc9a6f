package dev.backline.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Status and bodies of refusals, by requests that JDA would not send. */
@Timeout(60)
class RestErrorsTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private final PingBot bot;

    RestErrorsTest() throws Exception {
        bot = new PingBot();
    }

    @AfterEach
    void close() {
        http.shutdownNow();
        bot.close();
    }

    @Test
    void theHeaderOfARateLimitIsInWholeSeconds() throws Exception {
        bot.discord().restFaults().limit(1, Duration.ofMillis(1500));

        HttpResponse<String> refusal = send("GET", "users/@me", "");

        assertThat(refusal.statusCode()).isEqualTo(429);
        assertThat(refusal.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(refusal.body()).contains("\"retry_after\":1.500");
    }

    @Test
    void commandsAreAList() throws Exception {
        HttpResponse<String> refusal = send("PUT", "applications/1/commands", "{\"name\":\"ping\"}");

        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.body())
                .isEqualTo("{\"message\":\"Invalid Form Body\",\"code\":50035,\"errors\":{\"_errors\":[{\"code\":"
                        + "\"LIST_TYPE_CONVERT\",\"message\":\"Only iterables may be used in a ListType\"}]}}");
    }

    @Test
    void aTokenThatNoInteractionHasIsInvalid() throws Exception {
        HttpResponse<String> refusal = send("PATCH", "webhooks/1/never/messages/@original", "{\"content\":\"x\"}");

        assertThat(refusal.statusCode()).isEqualTo(401);
        assertThat(refusal.body()).isEqualTo("{\"message\":\"Invalid Webhook Token\",\"code\":50027}");
    }

    @Test
    void anIdThatIsNoneIsNotFound() throws Exception {
        assertThat(send("POST", "interactions/99999999999999999999999/x/callback", "{\"type\":5}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aRefusedCallbackIsNoAcknowledgement() throws Exception {
        String callback = callbackOfACommand();

        assertThat(send("POST", callback, "{\"type\":99}").body()).contains("BASE_TYPE_CHOICES");
        assertThat(send("POST", callback, "{\"type\":4,\"data\":{\"content\":\"x\"}}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(send("POST", callback, "{\"type\":5}").body()).contains("40060");
    }

    @Test
    void aMessageWithoutAnythingIsRefused() throws Exception {
        HttpResponse<String> refusal = send("POST", callbackOfACommand(), "{\"type\":4,\"data\":{}}");

        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.body()).isEqualTo("{\"message\":\"Cannot send an empty message\",\"code\":50006}");
    }

    private String callbackOfACommand() throws InterruptedException {
        BlockingQueue<SlashCommandInteractionEvent> heard = new LinkedBlockingQueue<>();
        bot.on("mute", heard::add);
        var unused = bot.discord().say("demo", "alice", "/mute");
        SlashCommandInteractionEvent event = heard.take();
        return "interactions/" + event.getId() + "/" + event.getToken() + "/callback";
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(bot.discord().rest().resolve(path))
                        .method(method, BodyPublishers.ofString(body))
                        .header("Authorization", "Bot sandbox")
                        .header("Content-Type", "application/json")
                        .build(),
                BodyHandlers.ofString());
    }
}
