package dev.backline.sandbox.voice;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;

/**
 * One session of a client: begins when it identifies, and survives a broken websocket until the client resumes or the
 * time for that is over. Everything but {@link #hear} is used under the lock of its room.
 */
final class Call {
    private final int ssrc;
    private final int port;
    private final Seat seat;
    private final Ticket ticket;
    private final int announcedDaveVersion;
    private final Outbox outbox;

    private Link link;
    private volatile Media media = new Media.NotDescribed();
    private volatile boolean hasSpoken;

    /** Whether the client can be reached. */
    sealed interface Link {
        record Open(Wire wire) implements Link {}

        /** The websocket broke; the client may resume. */
        record Lost(long sinceNanos) implements Link {}

        record Over() implements Link {}
    }

    /** Whether the client knows how to seal its packets. */
    private sealed interface Media {
        record NotDescribed() implements Media {}

        record Described(EncryptionMode mode, Decryption decryption) implements Media {}
    }

    /**
     * @param ssrc the client's number in its packets
     * @param port the UDP port that the client was told
     * @param ticket what the client showed
     */
    Call(int ssrc, int port, Seat seat, Ticket ticket, int announcedDaveVersion, Outbox outbox, Wire wire) {
        this.ssrc = ssrc;
        this.port = port;
        this.seat = seat;
        this.ticket = ticket;
        this.announcedDaveVersion = announcedDaveVersion;
        this.outbox = outbox;
        this.link = new Link.Open(wire);
    }

    int ssrc() {
        return ssrc;
    }

    int port() {
        return port;
    }

    Seat seat() {
        return seat;
    }

    Ticket ticket() {
        return ticket;
    }

    int announcedDaveVersion() {
        return announcedDaveVersion;
    }

    Outbox outbox() {
        return outbox;
    }

    Link link() {
        return link;
    }

    void link(Link newLink) {
        link = newLink;
    }

    /** The selected mode, once there is one. */
    Optional<EncryptionMode> mode() {
        return media instanceof Media.Described described ? Optional.of(described.mode()) : Optional.empty();
    }

    boolean isDescribed() {
        return media instanceof Media.Described;
    }

    void describe(EncryptionMode mode, byte[] key) throws GeneralSecurityException {
        media = new Media.Described(mode, mode.decryption(key));
    }

    void speak() {
        hasSpoken = true;
    }

    /**
     * Takes a voice packet with this call's SSRC. Called by one thread only, without a lock.
     *
     * @param datagram holds the packet from index 0 on
     * @param length bytes of the packet
     * @param arrivalNanos by {@link System#nanoTime()}
     * @return why it was not heard, or nothing
     */
    Optional<WrongPacket> hear(RtpPacket packet, byte[] datagram, int length, long arrivalNanos) {
        if (!(media instanceof Media.Described described)) {
            return Optional.of(WrongPacket.BEFORE_SESSION_DESCRIPTION);
        }
        if (!hasSpoken) {
            return Optional.of(WrongPacket.BEFORE_SPEAKING);
        }
        byte[] opus;
        try {
            opus = described.decryption().open(datagram, length, packet.headerLength());
        } catch (GeneralSecurityException notAuthentic) {
            return Optional.of(WrongPacket.NOT_AUTHENTIC);
        }
        if (packet.extensionBytes() > 0) {
            opus = Arrays.copyOfRange(opus, Math.min(packet.extensionBytes(), opus.length), opus.length);
        }
        return seat.hearing().hear(packet, opus, arrivalNanos);
    }
}
