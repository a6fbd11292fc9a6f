package dev.backline.infra.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Something that goes wrong in a bot, and is put right again.
 *
 * @param name by which it is asked for
 * @param what it is, for people
 * @param alert that tells of it
 * @param severity of that alert: what begins as a ticket may become a page
 * @param before how things are while nothing is wrong yet
 * @param hasPast whether the alert compares with the day before
 * @param inject makes it go wrong
 * @param heal puts it right
 */
record Fault(
        String name,
        String what,
        String alert,
        String severity,
        Action before,
        boolean hasPast,
        Action inject,
        Action heal) {

    /** Something that is done to the bot. */
    interface Action {
        void on(Bot bot) throws IOException, InterruptedException;
    }

    private static final Action NOTHING = bot -> {};

    /** After that, a process was scraped. */
    private static final Duration SCRAPED = Duration.ofSeconds(20);

    private Fault(String name, String what, String alert, String severity, Action inject, Action heal) {
        this(name, what, alert, severity, NOTHING, false, inject, heal);
    }

    /** Commands wait for Discord more than for anything else: as long as that on a usual day, and then 30 % longer. */
    private static final Fault SLOW = new Fault(
            "slow",
            "Discord answers after 130 ms, and after 100 ms before",
            "CommandSlow",
            "ticket",
            shell("latency 100"),
            true,
            shell("latency 130"),
            shell("latency 0"));

    private static final Fault LATE = new Fault(
            "late",
            "Discord answers four seconds late",
            "CommandsUnacknowledged",
            "page",
            shell("latency 4000"),
            shell("latency 0"));

    private static final Fault LIMITED =
            new Fault("limited", "Discord refuses requests", "RateLimited", "ticket", shell("429 60"), shell("429 0"));

    private static final Fault SILENT = new Fault(
            "silent",
            "The gateway answers no heartbeats",
            "GatewaySilent",
            "page",
            shell("silent on"),
            shell("silent off"));

    private static final Fault KILLED =
            new Fault("killed", "The process is killed", "BotDown", "page", Bot::kill, Fault::startUnderLoad);

    private static final Fault HANGING = new Fault(
            "hanging",
            "The process stands still",
            "BotDown",
            "page",
            bot -> bot.signal("STOP"),
            bot -> bot.signal("CONT"));

    private static final Fault CRASHING = new Fault(
            "crashing",
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

    private static final Fault BUSY = new Fault(
            "busy",
            "Something in the bot takes all CPUs",
            "CpuSaturated",
            "ticket",
            bot -> bot.exec("sandbox:fault cpu " + 4 * Runtime.getRuntime().availableProcessors()),
            shell("cpu 0"));

    private static final Fault FULL =
            new Fault("full", "Most of the heap stays in use", "HeapFull", "ticket", shell("heap 75"), shell("heap 0"));

    private static final Fault NODE = new Fault(
            "node",
            "One of two Lavalink nodes dies",
            "LavalinkNodeDown",
            "ticket",
            bot -> {
                List<Integer> unused = bot.playOnNodes();
            },
            false,
            bot -> bot.exec("sandbox:node die node-1"),
            bot -> bot.exec("sandbox:node heal node-1"));

    /**
     * What alerts see when all times are scaled, as heartbeats are not. What uses up an allowance comes last: it is
     * remembered for half an hour, in which little more of it is enough for a page.
     */
    static final List<Fault> SHORT = List.of(KILLED, LIMITED, LATE);

    static final List<Fault> ALL = List.of(SLOW, LATE, LIMITED, SILENT, HANGING, KILLED, CRASHING, BUSY, FULL, NODE);

    private static Action shell(String fault) {
        return bot -> bot.exec("sandbox:fault " + fault);
    }

    /** Gives the bot something to do. */
    static void startLoad(Bot bot) throws IOException, InterruptedException {
        bot.startLoad(20, 8, 4);
    }

    private static void startUnderLoad(Bot bot) throws IOException, InterruptedException {
        bot.start();
        startLoad(bot);
    }
}
