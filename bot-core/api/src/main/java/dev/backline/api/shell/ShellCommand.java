package dev.backline.api.shell;

import java.util.stream.Stream;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One run of a command of the shell. Its class is annotated as picocli describes commands: {@code @Command} with a
 * description, fields with {@code @Option} and {@code @Parameters}. The fields are set before {@link #run}.
 */
@ConsumerType
public interface ShellCommand {

    /**
     * Does it, on a thread that may block; interrupted when the operator does not want to wait any more.
     *
     * @throws Exception when it failed; of {@link IllegalArgumentException}, {@link IllegalStateException} and
     *     {@link dev.backline.api.command.UserError} the operator sees the message alone
     */
    void run(ShellSession shell) throws Exception;

    /**
     * What an argument may be, for completion while it is typed. The fields hold what was typed so far, as far as it
     * can be read. Does not block.
     *
     * @param label as in the usage text, e.g. {@code GUILD}
     */
    default Stream<String> complete(String label) {
        return Stream.empty();
    }
}
