package dev.backline.sandbox.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.backline.sandbox.Exchange;
import dev.backline.sandbox.SeenMessage;
import dev.backline.sandbox.world.Guild;
import dev.backline.sandbox.world.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** One interaction: what a member did, and how far the bot has come with it. Guarded by itself. */
final class Interaction {

    final long id;
    final String token;
    final Guild guild;
    final User member;

    /** The message whose button was pressed. */
    final @Nullable ObjectNode source;

    private final long sentNanos = System.nanoTime();
    private final CompletableFuture<Exchange> exchange = new CompletableFuture<>();
    private final CompletableFuture<List<String>> choices = new CompletableFuture<>();
    private @Nullable Duration acknowledgedAfter;
    private boolean expired;

    /** What {@code @original} means: the bot's answer, or the message with the button. */
    private @Nullable ObjectNode original;

    private boolean deferredEphemeral;

    Interaction(long id, String token, Guild guild, User member, @Nullable ObjectNode source) {
        this.id = id;
        this.token = token;
        this.guild = guild;
        this.member = member;
        this.source = source;
    }

    CompletableFuture<Exchange> exchange() {
        return exchange;
    }

    CompletableFuture<List<String>> choices() {
        return choices;
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - sentNanos);
    }

    /** Whether the bot has reacted. */
    synchronized boolean acknowledged() {
        return acknowledgedAfter != null;
    }

    /**
     * The bot reacts for the first time.
     *
     * @return false when it did before, or too late
     */
    synchronized boolean acknowledge() {
        if (acknowledgedAfter != null || expired) {
            return false;
        }
        acknowledgedAfter = elapsed();
        return true;
    }

    synchronized boolean expired() {
        return expired;
    }

    /** The time to acknowledge is over. */
    synchronized void expire() {
        if (acknowledgedAfter == null) {
            expired = true;
            exchange.complete(new Exchange(Optional.empty(), Optional.empty(), Optional.empty()));
            choices.complete(List.of());
        }
    }

    /** Nothing more will come of it: whoever still waits learns what there was. */
    synchronized void end() {
        exchange.complete(new Exchange(Optional.empty(), Optional.ofNullable(acknowledgedAfter), Optional.empty()));
        choices.complete(List.of());
    }

    synchronized void deferEphemeral(boolean ephemeral) {
        deferredEphemeral = ephemeral;
    }

    synchronized boolean deferredEphemeral() {
        return deferredEphemeral;
    }

    synchronized Optional<ObjectNode> original() {
        return Optional.ofNullable(original);
    }

    synchronized void original(@Nullable ObjectNode message) {
        original = message;
    }

    /** The member sees an answer; the first one counts. */
    void answer(ObjectNode message) {
        see(Messages.read(message));
    }

    synchronized void see(SeenMessage message) {
        exchange.complete(
                new Exchange(Optional.of(message), Optional.ofNullable(acknowledgedAfter), Optional.of(elapsed())));
    }

    void offer(JsonNode offered) {
        choices.complete(StreamSupport.stream(offered.spliterator(), false)
                .map(choice -> choice.path("name").asText())
                .toList());
    }
}
