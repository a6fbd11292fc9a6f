package dev.backline.infra.stack;

import java.io.IOException;

/** The end of a process of this package, which the threads of a {@link Stack} would keep going. */
final class Exit {

    /** Nobody knows what came of it. */
    private static final int FAILED = 2;

    /** What a process is for. */
    @FunctionalInterface
    interface Task {

        /** Returns the exit code. */
        int run() throws IOException, InterruptedException;
    }

    private Exit() {}

    /** Runs a task and ends the process with its exit code; with a message and 2 when it fails. */
    static void after(Task task) {
        int code = FAILED;
        try {
            code = task.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | Error e) {
            System.err.println("It failed: " + e);
        }
        System.exit(code);
    }
}
