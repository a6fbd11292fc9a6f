package dev.backline.sandbox.voice;

import java.util.Optional;

/** The place of one user in a guild's voice channel, from being expected until being forgotten. Used under the lock of its room. */
final class Seat {
    private final long userId;
    private final Hearing hearing;
    private Ticket ticket;
    private Optional<Call> call = Optional.empty();

    Seat(long userId, Hearing hearing, Ticket ticket) {
        this.userId = userId;
        this.hearing = hearing;
        this.ticket = ticket;
    }

    long userId() {
        return userId;
    }

    /** Outlives the user's sessions. */
    Hearing hearing() {
        return hearing;
    }

    /** What the user must show; the newest one only. */
    Ticket ticket() {
        return ticket;
    }

    void renew(Ticket newTicket) {
        ticket = newTicket;
    }

    /** The latest session, which may be over. */
    Optional<Call> call() {
        return call;
    }

    void take(Call newCall) {
        call = Optional.of(newCall);
    }
}
