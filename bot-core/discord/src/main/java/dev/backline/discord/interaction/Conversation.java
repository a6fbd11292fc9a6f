package dev.backline.discord.interaction;

import dev.backline.api.command.Reply;
import dev.backline.api.command.UserError;
import dev.backline.api.event.CommandOutcome;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One interaction, from when it came in until it is answered or given up. It is acknowledged once and answered once,
 * whatever the order in which the work, the timer and the end of the bot come. Safe for any thread.
 *
 * <p>Discord waits 3 s for the acknowledgement and 15 minutes for the answer:
 * <a href="https://discord.com/developers/docs/interactions/receiving-and-responding">Discord's documentation</a>.
 */
final class Conversation {

    private static final Logger log = LoggerFactory.getLogger(Conversation.class);

    static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(14);

    /** Hears what becomes of a conversation. Called on any thread; returns at once. */
    interface Listener {

        Listener NONE = new Listener() {};

        default void acknowledged() {}

        /** Follows once. */
        default void finished(CommandOutcome outcome) {}
    }

    private enum State {
        OPEN,
        DEFERRED,
        ANSWERED,
        FINISHED
    }

    private record Answer(Reply reply, CommandOutcome outcome) {}

    private final String name;
    private final Answers answers;
    private final ScheduledExecutorService timer;
    private final Duration acknowledgedAfter;
    private final Listener listener;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile @Nullable ScheduledFuture<?> alarm;

    /**
     * One that has just come in.
     *
     * @param name stands in the log
     * @param acknowledgedAfter how long the answer may take before the interaction is acknowledged without it
     */
    Conversation(
            String name,
            Answers answers,
            ScheduledExecutorService timer,
            Duration acknowledgedAfter,
            Listener listener) {
        this.name = name;
        this.answers = answers;
        this.timer = timer;
        this.acknowledgedAfter = acknowledgedAfter;
        this.listener = listener;
    }

    /**
     * Does the work and answers with what comes of it.
     *
     * @param deferred whether to acknowledge before the work begins
     */
    void hold(boolean deferred, Supplier<CompletionStage<Reply>> work) {
        if (deferred) {
            defer();
        } else {
            alarm(acknowledgedAfter, this::defer);
        }
        attempt(work).whenComplete((reply, failure) -> answer(answerFor(reply, failure)));
    }

    /** Answers in place of the work, unless it is answered. */
    void giveUp(String why) {
        answer(new Answer(Reply.ephemeral(why), CommandOutcome.FAILURE));
    }

    /** Ends it without another word to Discord. */
    void abandon() {
        finish(CommandOutcome.FAILURE);
    }

    /** Completes, always normally, when it is answered or given up and the listener has heard of it. */
    CompletionStage<Void> done() {
        return done.minimalCompletionStage();
    }

    private void defer() {
        if (state.compareAndSet(State.OPEN, State.DEFERRED)) {
            alarm(GIVEN_UP_AFTER, () -> giveUp("This took too long, so I stopped waiting for it. Try again."));
            CompletionStage<?> unused = accept(answers::defer);
        }
    }

    /** Whoever waits for the stage hears of it after the listener. */
    private CompletionStage<?> accept(Supplier<CompletionStage<?>> request) {
        return attempt(() -> request.get().<@Nullable Void>thenApply(accepted -> null))
                .whenComplete((accepted, failure) -> acknowledged(failure));
    }

    private void acknowledged(@Nullable Throwable failure) {
        if (failure == null) {
            listener.acknowledged();
            acknowledged.complete(null);
        } else {
            acknowledged.completeExceptionally(failure);
        }
    }

    private void answer(Answer answer) {
        CompletionStage<?> delivery;
        if (state.compareAndSet(State.OPEN, State.ANSWERED)) {
            delivery = accept(() -> answers.directly(answer.reply()));
        } else if (state.compareAndSet(State.DEFERRED, State.ANSWERED)) {
            delivery = acknowledged.thenCompose(now -> answers.later(answer.reply()));
        } else {
            return;
        }
        cancelAlarm();
        delivery.whenComplete((accepted, failure) -> finish(failure == null ? answer.outcome() : undelivered(failure)));
    }

    private Answer answerFor(@Nullable Reply reply, @Nullable Throwable failure) {
        if (reply != null) {
            return new Answer(reply, CommandOutcome.SUCCESS);
        }
        Throwable cause = Optional.ofNullable(failure)
                .map(Conversation::unwrapped)
                .orElseGet(() -> new IllegalStateException("Neither a reply nor a failure"));
        if (cause instanceof UserError error) {
            return new Answer(Reply.ephemeral(Objects.requireNonNull(error.getMessage())), CommandOutcome.USER_ERROR);
        }
        String reference =
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        log.error("{} failed; the member was given the reference {}", name, reference, cause);
        return new Answer(
                Reply.ephemeral("Something went wrong on my side. Try again; if it happens again, tell whoever runs me"
                        + " this reference: `" + reference + "`"),
                CommandOutcome.FAILURE);
    }

    private CommandOutcome undelivered(Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (Lateness.is(cause)) {
            log.warn("{} was answered too late for Discord", name);
            return CommandOutcome.TIMEOUT;
        }
        log.warn("The answer to {} did not reach Discord: {}", name, cause.toString());
        return CommandOutcome.FAILURE;
    }

    private void finish(CommandOutcome outcome) {
        cancelAlarm();
        if (state.getAndSet(State.FINISHED) != State.FINISHED) {
            listener.finished(outcome);
            done.complete(null);
        }
    }

    private void alarm(Duration delay, Runnable work) {
        cancelAlarm();
        try {
            alarm = timer.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("{} came while the bot stops, and has no alarm", name);
        }
    }

    private void cancelAlarm() {
        ScheduledFuture<?> pending = alarm;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    private static <T> CompletionStage<T> attempt(Supplier<? extends CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
