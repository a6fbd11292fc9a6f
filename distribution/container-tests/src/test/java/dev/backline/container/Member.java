package dev.backline.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.backline.sandbox.Sandbox;
import dev.backline.sandbox.SeenMessage;
import dev.backline.sandbox.voice.Heard;
import dev.backline.sandbox.voice.Tone;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;

/** A member of the sandbox's guild {@code demo}, who types commands and listens. */
final class Member {

    private static final String GUILD = "demo";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Sandbox sandbox;

    Member(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Types a command and returns the text of the answer, that of embeds and buttons included. */
    String says(String line) throws Exception {
        return sandbox.say(GUILD, "alice", line)
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .answer()
                .map(SeenMessage::toString)
                .orElse("no answer");
    }

    /** Types a command until its answer has that text in it. */
    void says(String line, String answer) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> assertThat(says(line))
                .contains(answer));
    }

    /** Waits until the voice channel hears that tone now, without a pause. */
    void hears(double hertz) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(NoSuchElementException.class)
                .untilAsserted(() -> {
                    Heard heard = heard();
                    assertThat(heard.packetsPerSecond()).isGreaterThan(45);
                    assertThat(heard.tone().map(Tone::hertz).orElse(0.0)).isCloseTo(hertz, within(2.0));
                });
    }

    /** What was heard since the bot asked for its connection; fails when it has none. */
    Heard heard() {
        return sandbox.heard(GUILD).orElseThrow(() -> new NoSuchElementException("The bot is in no voice channel"));
    }
}
