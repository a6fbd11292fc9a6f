package dev.backline.api.shell;

import java.util.Map;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The commands that a bundle adds to the shell. A service of this type makes them known, and they are gone with it. The
 * shell gives each of them {@code --help}, completion, and error messages that say how it is used.
 */
@ConsumerType
public interface ShellCommands {

    /** What stands before the colon in {@code scope:name}; the same always. */
    String scope();

    /** By the command's name, what makes a command object for one run; the same always. */
    Map<String, Supplier<ShellCommand>> commands();
}
