package dev.backline.api.lavalink;

import java.time.Duration;
import java.util.Optional;

/**
 * What a node tells of itself, about once a minute.
 *
 * @param players of all its clients
 * @param playing those that play
 * @param uptime since its start
 * @param cores of its machine
 * @param systemCpu load of its machine, 0 to 1
 * @param processCpu load by the server itself, 0 to 1
 * @param memoryFree bytes of the heap that are free
 * @param memoryUsed bytes of the heap that are used
 * @param memoryAllocated bytes of the heap
 * @param memoryReservable bytes that the heap may grow to
 * @param frames of the last minute; empty when nothing plays, or not long enough
 */
public record NodeLoad(
        int players,
        int playing,
        Duration uptime,
        int cores,
        double systemCpu,
        double processCpu,
        long memoryFree,
        long memoryUsed,
        long memoryAllocated,
        long memoryReservable,
        Optional<Frames> frames) {

    /**
     * Frames of 20 ms, per player that plays, on average over a minute: 3,000 are due.
     *
     * @param sent frames sent
     * @param nulled frames that were due and for which there was no sound
     * @param deficit frames less than were due; negative when there were more
     */
    public record Frames(int sent, int nulled, int deficit) {}
}
