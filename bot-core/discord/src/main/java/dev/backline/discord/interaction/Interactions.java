package dev.backline.discord.interaction;

import dev.backline.api.command.Arguments;
import dev.backline.api.command.Caller;
import dev.backline.api.command.Choice;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.command.Commands;
import dev.backline.api.command.Option;
import dev.backline.api.command.Reply;
import dev.backline.api.command.UserError;
import dev.backline.api.event.CommandObserver;
import dev.backline.api.event.CommandOutcome;
import dev.backline.api.event.CommandRejection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.commands.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what members do to {@link Commands} and what it says back to them. Called on the gateway's threads, on which
 * it starts work and never waits.
 */
public final class Interactions extends ListenerAdapter {

    private static final Logger log = LoggerFactory.getLogger(Interactions.class);

    /** Long enough for answers that take no work; leaves Discord's network two thirds of its deadline. */
    public static final Duration ACKNOWLEDGED_AFTER = Duration.ofSeconds(1);

    /** Discord waits 3 s for choices. */
    private static final Duration CHOICES_WITHIN = Duration.ofSeconds(2);

    private static final String RESTARTING = "I am being restarted. Try again in a moment.";

    private final Commands commands;
    private final CommandObserver observer;
    private final ScheduledExecutorService timer;
    private final Duration acknowledgedAfter;
    private final LongSupplier nanoTime;
    private final Map<String, CommandSpec> byName;
    private final Set<Conversation> open = ConcurrentHashMap.newKeySet();
    private int inFlight;
    private volatile boolean closing;

    /**
     * Takes commands until it is closed.
     *
     * @param acknowledgedAfter how long an answer may take before Discord is told that it follows
     */
    public Interactions(
            Commands commands,
            CommandObserver observer,
            ScheduledExecutorService timer,
            Duration acknowledgedAfter,
            LongSupplier nanoTime) {
        this.commands = commands;
        this.observer = observer;
        this.timer = timer;
        this.acknowledgedAfter = acknowledgedAfter;
        this.nanoTime = nanoTime;
        byName = commands.all().stream().collect(Collectors.toUnmodifiableMap(CommandSpec::name, Function.identity()));
    }

    @Override
    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
        long came = nanoTime.getAsLong();
        CommandSpec command = byName.get(event.getName());
        if (command == null || !event.isFromGuild()) {
            observer.commandRejected(command == null ? CommandRejection.UNKNOWN : CommandRejection.OUTSIDE_GUILD);
            open("/" + event.getName(), new CommandAnswers(event), Conversation.Listener.NONE)
                    .giveUp("This command is gone. Restart Discord (Ctrl+R) to see those that there are.");
            return;
        }
        if (closing) {
            observer.commandRejected(CommandRejection.RESTARTING);
            open("/" + command.name(), new CommandAnswers(event), Conversation.Listener.NONE)
                    .giveUp(RESTARTING);
            return;
        }
        Caller caller = Given.caller(event);
        Arguments arguments = Given.arguments(command, event);
        run(
                "/" + command.name(),
                new CommandAnswers(event),
                command,
                came,
                () -> commands.run(command, caller, arguments));
    }

    @Override
    public void onButtonInteraction(ButtonInteractionEvent event) {
        long came = nanoTime.getAsLong();
        String name = "A button";
        if (closing) {
            observer.commandRejected(CommandRejection.RESTARTING);
            open(name, new ButtonAnswers(event), Conversation.Listener.NONE).giveUp(RESTARTING);
            return;
        }
        run(name, new ButtonAnswers(event), CommandObserver.BUTTON, came, () -> pressed(event));
    }

    private void run(
            String name, Answers answers, CommandSpec command, long cameNanos, Supplier<CompletionStage<Reply>> work) {
        observer.commandStarted(command);
        inFlight(1);
        open(name, answers, new Observed(command, cameNanos)).hold(command.deferred(), work);
    }

    private CompletionStage<Reply> pressed(ButtonInteractionEvent event) {
        if (!event.isFromGuild()) {
            throw new UserError("My buttons work in servers only.");
        }
        return commands.press(event.getComponentId(), Given.caller(event));
    }

    @Override
    public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
        CommandSpec command = byName.get(event.getName());
        if (command == null || !event.isFromGuild()) {
            return;
        }
        for (Option<?> option : command.options()) {
            if (option.name().equals(event.getFocusedOption().getName())) {
                complete(event, command, option);
                return;
            }
        }
    }

    private void complete(CommandAutoCompleteInteractionEvent event, CommandSpec command, Option<?> option) {
        CompletableFuture<List<Choice>> choices = new CompletableFuture<>();
        try {
            commands.complete(command, option, event.getFocusedOption().getValue(), Given.caller(event))
                    .whenComplete((found, failure) -> choices.complete(found == null ? List.of() : found));
        } catch (RuntimeException e) {
            log.warn("Completing /{} {} failed", command.name(), option.name(), e);
            choices.complete(List.of());
        }
        CompletionStage<Void> unused = choices.completeOnTimeout(
                        List.of(), CHOICES_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(found -> event.replyChoices(found.stream()
                                .limit(25)
                                .map(choice -> new Command.Choice(choice.label(), choice.value()))
                                .toList())
                        .queue(
                                done -> {},
                                failure -> log.debug(
                                        "Choices for /{} came too late: {}", command.name(), failure.toString())));
    }

    private Conversation open(String name, Answers answers, Conversation.Listener listener) {
        Conversation conversation = new Conversation(name, answers, timer, acknowledgedAfter, listener);
        open.add(conversation);
        conversation.done().whenComplete((done, never) -> open.remove(conversation));
        return conversation;
    }

    /**
     * Takes no more commands, waits for those in flight, answers the rest in their stead, and gives up what Discord
     * does not take.
     *
     * @param patience for each of the two waits; blocks for at most twice as long
     */
    public void close(Duration patience) throws InterruptedException {
        closing = true;
        if (!await(patience)) {
            open.forEach(conversation -> conversation.giveUp(RESTARTING));
            if (!await(patience)) {
                open.forEach(Conversation::abandon);
            }
        }
    }

    private boolean await(Duration patience) throws InterruptedException {
        long deadline = nanoTime.getAsLong() + patience.toNanos();
        for (Conversation conversation : open) {
            CompletableFuture<Void> done = conversation.done().toCompletableFuture();
            long left = deadline - nanoTime.getAsLong();
            if (left > 0) {
                try {
                    done.get(left, TimeUnit.NANOSECONDS);
                } catch (ExecutionException | TimeoutException e) {
                    return false;
                }
            }
        }
        return open.isEmpty();
    }

    /** Counts and tells in one: told in another order than counted, a number of the past would be the last. */
    private synchronized void inFlight(int change) {
        inFlight += change;
        observer.commandsInFlightChanged(inFlight);
    }

    /** Tells the observer about one command. */
    private final class Observed implements Conversation.Listener {

        private final CommandSpec command;
        private final long cameNanos;

        Observed(CommandSpec command, long cameNanos) {
            this.command = command;
            this.cameNanos = cameNanos;
        }

        @Override
        public void acknowledged() {
            observer.commandAcknowledged(command, nanoTime.getAsLong() - cameNanos);
        }

        @Override
        public void finished(CommandOutcome outcome) {
            observer.commandFinished(command, outcome, nanoTime.getAsLong() - cameNanos);
            inFlight(-1);
        }
    }
}
