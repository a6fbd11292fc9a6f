package dev.backline.api.shell;

import java.io.PrintStream;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Whoever typed a command. Used by the thread that runs the command. */
@ProviderType
public interface ShellSession {

    /** Variable of a Gogo session that says who it belongs to, for whoever opens sessions for others. */
    String USER = "backline.user";

    /** What is printed there, the operator sees. */
    PrintStream out();

    /** How many columns a line may have; at least 40. */
    int width();

    /** Whether somebody sits in front of it: colours, progress and questions make sense. */
    boolean interactive();

    /** Who it is: the key's owner in a remote session, otherwise the user that runs the bot. */
    String user();

    /** What {@link #remember} kept in this session. */
    Optional<String> recall(String name);

    /** Keeps a text until the session ends. */
    void remember(String name, String text);
}
