package dev.backline.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backline.sandbox.Exchange;
import dev.backline.sandbox.SeenMessage;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class GatewayFaultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A command may be lost together with the connection; then it is sent again. */
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(10);

    @Test
    void aForgottenSessionIsBegunAnew() throws Exception {
        try (PingBot bot = new PingBot(ACKNOWLEDGED_WITHIN)) {
            bot.discord().sessions().forgetSessions();

            awaitPong(bot);
        }
    }

    @Test
    void aDroppedConnectionIsResumed() throws Exception {
        try (PingBot bot = new PingBot(ACKNOWLEDGED_WITHIN)) {
            bot.discord().sessions().drop(4000);

            await().atMost(PATIENCE).until(() -> bot.resumed() == 1);
            awaitPong(bot);
        }
    }

    @Test
    void aBotThatIsAskedToReconnectResumes() throws Exception {
        try (PingBot bot = new PingBot(ACKNOWLEDGED_WITHIN)) {
            bot.discord().sessions().askToReconnect();

            await().atMost(PATIENCE).until(() -> bot.resumed() == 1);
            awaitPong(bot);
        }
    }

    private static void awaitPong(PingBot bot) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Exchange exchange = bot.discord()
                    .say("demo", "alice", "/ping")
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            assertThat(exchange.answer()).map(SeenMessage::content).hasValue("pong");
        });
    }
}
