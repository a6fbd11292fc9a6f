package dev.backline.sandbox.voice;

import java.util.OptionalLong;

/**
 * Unrolls the 16-bit sequence numbers of a stream into positions that only grow, tells repeated ones, and counts those
 * that never came. Works like the replay list of SRTP (RFC 3711, section 3.3.2), with a window of 64 packets.
 */
final class SequenceTrack {
    private static final int WINDOW = Long.SIZE;

    private boolean following;
    private long first;
    private long highest = -1;
    private int highestOnWire;
    private long seen;
    private long received;

    /**
     * Takes the next packet's sequence number.
     *
     * @return its position, the first one being 0; nothing when it was there before or is older than the window
     */
    OptionalLong accept(int sequence) {
        if (!following) {
            following = true;
            highest++;
            highestOnWire = sequence;
            seen = 1;
            received++;
            return OptionalLong.of(highest);
        }
        int ahead = (short) (sequence - highestOnWire);
        if (ahead > 0) {
            highest += ahead;
            highestOnWire = sequence;
            seen = ahead < WINDOW ? seen << ahead | 1 : 1;
        } else {
            long mark = -ahead < WINDOW ? 1L << -ahead : 0;
            if (mark == 0 || (seen & mark) != 0) {
                return OptionalLong.empty();
            }
            seen |= mark;
        }
        received++;
        long position = highest + Math.min(ahead, 0);
        first = Math.min(first, position);
        return OptionalLong.of(position);
    }

    /** The next packet begins a new numbering and follows the last one without loss. */
    void restart() {
        following = false;
    }

    /** Packets between the first and the last one that did not come (yet). */
    long lost() {
        return Math.max(0, highest - first + 1 - received);
    }

    /** Packets that came. */
    long received() {
        return received;
    }
}
