package dev.backline.infra.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Something that goes wrong in a bot, and is put right again.
 *
 * @param what it is, for people
 * @param alert that tells of it
 * @param severity of that alert: what begins as a ticket may become a page
 * @param inject makes it go wrong
 * @param heal puts it right
 */
record Fault(String what, String alert, String severity, Action inject, Action heal) {

    /** Something that is done to the bot. */
    interface Action {
        void on(Bot bot) throws IOException, InterruptedException;
    }

    /** After that, a process was scraped. */
    private static final Duration SCRAPED = Duration.ofSeconds(20);

    private static final Fault LATE = new Fault(
            "Discord answers four seconds late",
            "CommandsUnacknowledged",
            "page",
            bot -> bot.exec("sandbox:fault latency 4000"),
            bot -> bot.exec("sandbox:fault latency 0"));

    private static final Fault LIMITED = new Fault(
            "Discord refuses requests",
            "RateLimited",
            "ticket",
            bot -> bot.exec("sandbox:fault 429 60"),
            bot -> bot.exec("sandbox:fault 429 0"));

    private static final Fault SILENT = new Fault(
            "The gateway answers no heartbeats",
            "GatewaySilent",
            "page",
            bot -> bot.exec("sandbox:fault silent on"),
            bot -> bot.exec("sandbox:fault silent off"));

    private static final Fault KILLED =
            new Fault("The process is killed", "BotDown", "page", Bot::kill, Fault::startUnderLoad);

    private static final Fault HANGING = new Fault(
            "The process stands still", "BotDown", "page", bot -> bot.signal("STOP"), bot -> bot.signal("CONT"));

    private static final Fault CRASHING = new Fault(
            "The process crashes again and again",
            "CrashLoop",
            "page",
            bot -> {
                for (int i = 0; i < 3; i++) {
                    bot.kill();
                    bot.start();
                    Thread.sleep(SCRAPED);
                }
            },
            Fault::startLoad);

    /**
     * What alerts see when all times are scaled, as heartbeats are not. What uses up an allowance comes last: it is
     * remembered for half an hour, in which little more of it is enough for a page.
     */
    static final List<Fault> SHORT = List.of(KILLED, LIMITED, LATE);

    static final List<Fault> LONG = List.of(LATE, LIMITED, SILENT, HANGING, KILLED, CRASHING);

    /** Gives the bot something to do. */
    static void startLoad(Bot bot) throws IOException, InterruptedException {
        bot.startLoad(20, 8, 4);
    }

    private static void startUnderLoad(Bot bot) throws IOException, InterruptedException {
        bot.start();
        startLoad(bot);
    }
}
