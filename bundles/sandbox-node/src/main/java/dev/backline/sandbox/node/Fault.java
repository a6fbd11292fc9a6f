package dev.backline.sandbox.node;

import java.time.Duration;

/** Something that goes wrong with a node. All but {@link Drop} and {@link Restart} last until the node is healed. */
public sealed interface Fault {

    /** Its process is killed: every socket breaks, and nobody listens at its port. */
    record Death() implements Fault {}

    /** Its process is frozen: its sockets stay open, and it does nothing at all. Once healed it goes on where it was. */
    record Hang() implements Fault {}

    /** It answers and reports later, in the right order. The music is not late. */
    record Lag(Duration delay) implements Fault {
        public Lag {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("A delay is not negative; it was " + delay);
            }
        }
    }

    /** It does not know its password any more. Connections that are open stay so. */
    record Refusal() implements Fault {}

    /** It reports that its CPU is busy and that it cannot send all frames, whatever is true. */
    record Overload() implements Fault {}

    /** It is stopped in an orderly way and started again: its sessions and players are gone. */
    record Restart() implements Fault {}

    /** Its WebSockets break, and nothing else does: a session that may be resumed can be. */
    record Drop() implements Fault {}
}
