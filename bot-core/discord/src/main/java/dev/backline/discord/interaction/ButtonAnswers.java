package dev.backline.discord.interaction;

import dev.backline.api.command.Reply;
import java.util.concurrent.CompletionStage;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;

/** Answers a button: with the new content of its message, or with a word to the member who pressed it. */
record ButtonAnswers(ButtonInteractionEvent button) implements Answers {

    @Override
    public CompletionStage<?> directly(Reply reply) {
        return reply.ephemeral()
                ? button.reply(Messages.create(reply)).setEphemeral(true).submit()
                : button.editMessage(Messages.replace(reply)).submit();
    }

    @Override
    public CompletionStage<?> defer() {
        return button.deferEdit().submit();
    }

    @Override
    public CompletionStage<?> later(Reply reply) {
        return reply.ephemeral()
                ? button.getHook()
                        .sendMessage(Messages.create(reply))
                        .setEphemeral(true)
                        .submit()
                : button.getHook().editOriginal(Messages.replace(reply)).submit();
    }
}
