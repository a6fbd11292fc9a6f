package dev.backline.sandbox.voice;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * Numbers a session's messages and keeps them until the client has acknowledged them, so that they can be sent again
 * after a resume ("Buffered Resume" of Discord's voice documentation). Numbers have 16 bits and begin with 1. Used under
 * the lock of its room.
 */
final class Outbox {
    private static final int NUMBERS = 1 << Short.SIZE;

    private record Numbered(int number, String text) {}

    private final int capacity;
    private final ArrayDeque<Numbered> kept = new ArrayDeque<>();
    private int last;

    /** @param capacity how many messages are kept at most */
    Outbox(int capacity) {
        this.capacity = capacity;
    }

    /** Numbers and keeps a message, and returns its text. */
    String add(VoiceMessage message) {
        last = (last + 1) % NUMBERS;
        if (kept.size() == capacity) {
            kept.removeFirst();
        }
        String text = message.text(last);
        kept.addLast(new Numbered(last, text));
        return text;
    }

    /** The client has all messages up to this number; a number that is not kept, such as -1, changes nothing. */
    void acknowledge(long number) {
        if (kept.stream().noneMatch(message -> message.number() == number)) {
            return;
        }
        int removed;
        do {
            removed = kept.removeFirst().number();
        } while (removed != number);
    }

    /** The texts after that number, oldest first; nothing when one of them is no longer kept. */
    Optional<List<String>> after(long number) {
        acknowledge(number);
        int oldest = kept.isEmpty() ? (last + 1) % NUMBERS : kept.getFirst().number();
        // A client that has got no numbered message says -1, or 0, or nothing.
        boolean complete = Math.floorMod(Math.max(number, 0) + 1, NUMBERS) == oldest;
        return complete ? Optional.of(kept.stream().map(Numbered::text).toList()) : Optional.empty();
    }
}
