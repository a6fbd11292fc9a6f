package dev.backline.runtime.command;

import dev.backline.api.command.Arguments;
import dev.backline.api.command.Caller;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.command.Reply;
import java.util.concurrent.CompletionStage;

/** A command and what it does. */
record BoundCommand(CommandSpec spec, Handler handler) {

    /** Carries a command out; fails or throws {@link dev.backline.api.command.UserError} for the member to read. */
    @FunctionalInterface
    interface Handler {
        CompletionStage<Reply> run(Caller caller, Arguments arguments);
    }
}
