package dev.backline.discord.interaction;

import dev.backline.api.command.CommandSpec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Declares the bot's commands to Discord when Discord has others. */
public final class Registration {

    private static final Logger log = LoggerFactory.getLogger(Registration.class);

    private Registration() {}

    /** Asks Discord what it has, and replaces that if it differs. Returns at once; the outcome stands in the log. */
    public static void declare(JDA jda, List<CommandSpec> commands) {
        List<CommandData> declared = Declarations.of(commands);
        CompletionStage<Void> unused = jda.retrieveCommands()
                .submit()
                .thenCompose(registered -> replace(jda, declared, registered))
                .exceptionally(failure -> {
                    log.error("The commands could not be declared to Discord: {}", failure.toString());
                    return null;
                });
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
