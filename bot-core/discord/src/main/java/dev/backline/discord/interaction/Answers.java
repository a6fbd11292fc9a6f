package dev.backline.discord.interaction;

import dev.backline.api.command.Reply;
import java.util.concurrent.CompletionStage;

/**
 * The ways to answer one interaction. Either {@link #directly} is called, or {@link #defer} and, when its stage has
 * completed, {@link #later}; each at most once. A stage completes when Discord has accepted the request.
 */
interface Answers {

    /** Acknowledges and answers in one. */
    CompletionStage<?> directly(Reply reply);

    /** Acknowledges: the answer follows, within Discord's 15 minutes. */
    CompletionStage<?> defer();

    /** Answers what was deferred. */
    CompletionStage<?> later(Reply reply);
}
