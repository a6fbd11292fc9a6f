package dev.backline.discord.interaction;

import dev.backline.api.command.Reply;
import java.util.concurrent.CompletionStage;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;

/** Answers a slash command with a message of its own. */
record CommandAnswers(IReplyCallback command) implements Answers {

    @Override
    public CompletionStage<?> directly(Reply reply) {
        return command.reply(Messages.create(reply))
                .setEphemeral(reply.ephemeral())
                .submit();
    }

    @Override
    public CompletionStage<?> defer() {
        return command.deferReply().submit();
    }

    /**
     * The deferral was public, as most answers are. Discord makes the first follow-up take the deferral's place and its
     * visibility, so it has to go before an answer that only the member may see.
     */
    @Override
    public CompletionStage<?> later(Reply reply) {
        InteractionHook hook = command.getHook();
        if (!reply.ephemeral()) {
            return hook.editOriginal(Messages.replace(reply)).submit();
        }
        return hook.deleteOriginal().submit().thenCompose(gone -> hook.sendMessage(Messages.create(reply))
                .setEphemeral(true)
                .submit());
    }
}
