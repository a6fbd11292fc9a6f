package dev.backline.infra;

import dev.backline.infra.stack.Program.Outcome;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Tests of rules by promtool. */
final class Promtool {

    private Promtool() {}

    /** Runs a file of tests. */
    static Outcome test(Path file) {
        @Nullable Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException(file + " is in no folder");
        }
        return Tool.PROMTOOL.run(folder, "test", "rules", file.toString());
    }
}
