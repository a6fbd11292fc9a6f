package dev.backline.infra.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code ./dev-env.sh detect}: a table of faults, and of how long it took until somebody was told of each. */
public final class Detect {

    private static final Duration IN_TIME = Duration.ofMinutes(5);

    private Detect() {}

    /**
     * Arguments: the folder {@code infra}, the distribution, a folder to write to, and {@code --short} for a divisor of all
     * times. Ends with 1 when a fault was not told of in time.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean isShort = arguments.length > 3 && arguments[3].equals("--short");
        Scale scale = isShort ? new Scale(5) : Scale.NONE;
        Path folder = Path.of(arguments[2]).toAbsolutePath();
        Stack stack = new Stack(
                Path.of(arguments[0]).toAbsolutePath(),
                Path.of(arguments[1]).toAbsolutePath(),
                folder,
                scale,
                told -> {});
        Thread end = Thread.ofPlatform().unstarted(() -> close(stack));
        Runtime.getRuntime().addShutdownHook(end);
        stack.start();
        Fault.startLoad(stack.bot());
        System.out.print(Detection.HEAD);
        List<Detection.Result> results = new Detection(stack, scale)
                .run(isShort ? Fault.SHORT : Fault.LONG, result -> System.out.print(Detection.row(result)));
        boolean good = results.stream()
                .allMatch(result -> result.told().isPresent()
                        && result.after().compareTo(IN_TIME) < 0
                        && result.others().isEmpty());
        System.exit(good ? 0 : 1);
    }

    private static void close(Stack stack) {
        try {
            stack.close();
        } catch (IOException e) {
            System.err.println("It did not end in order: " + e.getMessage());
        }
    }
}
