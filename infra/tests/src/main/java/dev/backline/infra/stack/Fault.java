package dev.backline.infra.stack;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Something that goes wrong in a bot, and is put right again.
 *
 * @param what it is, for people
 * @param alerts any of which tells of it
 * @param inject makes it go wrong
 * @param heal puts it right
 */
record Fault(String what, Set<String> alerts, Action inject, Action heal) {

    /** Something that is done to the bot. */
    interface Action {
        void on(Bot bot) throws IOException, InterruptedException;
    }

    private static final Fault LATE = new Fault(
            "Discord answers four seconds late",
            Set.of("CommandsUnacknowledged"),
            bot -> bot.exec("sandbox:fault latency 4000"),
            bot -> bot.exec("sandbox:fault latency 0"));

    private static final Fault LIMITED = new Fault(
            "Discord refuses requests",
            Set.of("RateLimited"),
            bot -> bot.exec("sandbox:fault 429 60"),
            bot -> bot.exec("sandbox:fault 429 0"));

    private static final Fault SILENT = new Fault(
            "The gateway answers no heartbeats",
            Set.of("GatewaySilent"),
            bot -> bot.exec("sandbox:fault silent on"),
            bot -> bot.exec("sandbox:fault silent off"));

    private static final Fault KILLED =
            new Fault("The process is killed", Set.of("BotDown"), Bot::kill, Fault::startUnderLoad);

    private static final Fault HANGING = new Fault(
            "The process stands still", Set.of("BotDown"), bot -> bot.signal("STOP"), bot -> bot.signal("CONT"));

    private static final Fault CRASHING = new Fault(
            "The process crashes again and again",
            Set.of("CrashLoop"),
            bot -> {
                for (int i = 0; i < 3; i++) {
                    bot.kill();
                    bot.start();
                }
            },
            Fault::startLoad);

    /** What alerts see when all times are scaled, as heartbeats are not. */
    static final List<Fault> SHORT = List.of(LATE, LIMITED, KILLED);

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
