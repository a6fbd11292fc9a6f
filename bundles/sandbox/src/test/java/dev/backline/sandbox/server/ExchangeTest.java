package dev.backline.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.sandbox.Exchange;
import dev.backline.sandbox.SeenMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExchangeTest {

    @Test
    void aReplyIsSeen() throws Exception {
        try (PingBot bot = new PingBot()) {
            Exchange exchange = say(bot, "/ping").get(10, TimeUnit.SECONDS);

            assertThat(exchange.answer()).map(SeenMessage::content).hasValue("pong");
            assertThat(exchange.acknowledgedAfter()).isPresent();
        }
    }

    @Test
    void anAnswerThatIsTakenBackBeforeItWasGivenEndsTheExchange() throws Exception {
        try (PingBot bot = new PingBot()) {
            bot.on("gone", event -> event.deferReply()
                    .queue(hook -> hook.deleteOriginal().queue()));

            Exchange exchange = say(bot, "/gone").get(10, TimeUnit.SECONDS);

            assertThat(exchange.answer()).isEmpty();
            assertThat(exchange.acknowledgedAfter()).isPresent();
        }
    }

    @Test
    void nobodyWaitsForASandboxThatIsClosed() throws Exception {
        CompletableFuture<Exchange> exchange;
        try (PingBot bot = new PingBot()) {
            CountDownLatch heard = new CountDownLatch(1);
            bot.on("mute", event -> heard.countDown());
            exchange = say(bot, "/mute");
            assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(exchange.get(1, TimeUnit.SECONDS).answer()).isEmpty();
    }

    private static CompletableFuture<Exchange> say(PingBot bot, String line) {
        return bot.discord().say("demo", "alice", line).toCompletableFuture();
    }
}
