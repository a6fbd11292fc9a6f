package dev.backline.lavalink.backend.node;

import dev.backline.api.event.NodeObserver.NodeTrouble;
import java.time.Duration;

/** How long a node is left alone before it is tried again: at first hardly, then twice as long each time. */
final class Retries {

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LAST = Duration.ofSeconds(15);

    /** For what somebody has to change at the node or in the configuration. */
    private static final Duration REFUSED = Duration.ofSeconds(30);

    private static final int DOUBLED_AT_MOST = 10;

    private int tries;

    /** The time until the next try, after one that failed. */
    Duration after(NodeTrouble trouble) {
        if (trouble == NodeTrouble.PASSWORD_REFUSED || trouble == NodeTrouble.UNSUPPORTED) {
            return REFUSED;
        }
        if (trouble == NodeTrouble.RESTARTED) {
            tries = 0; // it answers
        }
        Duration wait = FIRST.multipliedBy(1L << Math.min(tries, DOUBLED_AT_MOST));
        tries++;
        return wait.compareTo(LAST) < 0 ? wait : LAST;
    }

    /** It was connected: the next failure is a first one. */
    void succeeded() {
        tries = 0;
    }
}
