package dev.backline.infra.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;

/** {@code ./dev-env.sh monitor}: the whole stack on this machine until Ctrl-C, with the alerts in the terminal. */
public final class Monitor {

    private Monitor() {}

    /** Arguments: the folder {@code infra}, the distribution, a folder to write to. */
    public static void main(String[] arguments) {
        Exit.after(() -> monitor(arguments));
    }

    private static int monitor(String[] arguments) throws IOException, InterruptedException {
        System.out.println("Starting the bot, Prometheus and Alertmanager ...");
        Stack stack = Stack.of(arguments, "", Monitor::print);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(stack)));
        stack.start();
        System.out.printf(
                """

                Prometheus    %s
                Alertmanager  %s
                Metrics       http://127.0.0.1:%d/metrics
                The bot       %s exec --home %s 'sandbox:load start --guilds 20 --rate 5 --playing 5'

                Alerts are shown here. Ctrl-C ends everything.
                """,
                stack.prometheusAddress(),
                stack.alertmanagerAddress(),
                stack.bot().port(),
                Path.of(arguments[1]).resolve("bin/backline"),
                stack.bot().home());
        new CountDownLatch(1).await();
        return 0;
    }

    private static void print(Receiver.Delivery delivery) {
        if (!delivery.severity().equals("none")) {
            System.out.printf(
                    "%s  %-8s %-6s %s: %s%n",
                    LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
                    delivery.firing() ? "firing" : "resolved",
                    delivery.severity(),
                    delivery.alert(),
                    delivery.summary());
        }
    }

    private static void end(Stack stack) {
        System.out.println("Ending ...");
        stack.end();
    }
}
