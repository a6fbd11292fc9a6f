package dev.backline.discord.interaction;

import dev.backline.api.command.CommandSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Declares the bot's commands to Discord when Discord has others, until it succeeds or the timer is shut down. */
public final class Registration {

    private static final Logger log = LoggerFactory.getLogger(Registration.class);

    private final List<CommandSpec> commands;
    private final ScheduledExecutorService timer;
    private final Supplier<Duration> waits;
    private volatile boolean done;

    /** @param waits how long to wait before each further attempt */
    public Registration(List<CommandSpec> commands, ScheduledExecutorService timer, Supplier<Duration> waits) {
        this.commands = List.copyOf(commands);
        this.timer = timer;
        this.waits = waits;
    }

    /** Whether Discord has the commands as they are declared. */
    public boolean done() {
        return done;
    }

    /** Asks Discord what it has, and replaces that if it differs. Returns at once. */
    public void declare(JDA jda) {
        List<CommandData> declared = Declarations.of(commands);
        CompletionStage<Void> unused = jda.retrieveCommands()
                .submit()
                .thenCompose(registered -> replace(jda, declared, registered))
                .handle((declaredNow, failure) -> {
                    if (failure == null) {
                        done = true;
                    } else {
                        retry(jda, failure);
                    }
                    return null;
                });
    }

    private void retry(JDA jda, Throwable failure) {
        Duration wait = waits.get();
        log.warn(
                "The commands could not be declared to Discord; trying again in {} s: {}",
                Math.max(1, wait.toSeconds()),
                failure.toString());
        if (!timer.isShutdown()) {
            ScheduledFuture<?> unused = timer.schedule(() -> declare(jda), wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static CompletionStage<Void> replace(JDA jda, List<CommandData> declared, List<Command> registered) {
        if (Declarations.same(declared, registered)) {
            log.info("Discord has the {} commands as they are declared", declared.size());
            return CompletableFuture.completedStage(null);
        }
        return jda.updateCommands()
                .addCommands(declared)
                .submit()
                .thenAccept(now ->
                        log.info("{} commands declared to Discord in place of {}", now.size(), registered.size()));
    }
}
