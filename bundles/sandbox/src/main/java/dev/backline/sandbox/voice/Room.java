package dev.backline.sandbox.voice;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** The voice channel of one guild: who is expected in it, and who is there. Safe for use by several threads. */
final class Room {
    private static final int TOKEN_BYTES = 16;

    /** The server speaks no DAVE: with version 0 clients send their audio without end-to-end encryption. */
    private static final int DAVE_VERSION = 0;

    private final VoiceSettings settings;
    private final Clock clock;
    private final Calls calls;
    private final List<Integer> udpPorts;
    private final SecureRandom random = new SecureRandom();
    private final SequencedMap<Long, Seat> seats = new LinkedHashMap<>();

    Room(VoiceSettings settings, Clock clock, Calls calls, List<Integer> udpPorts) {
        this.settings = settings;
        this.clock = clock;
        this.calls = calls;
        this.udpPorts = udpPorts;
    }

    /** Expects a user to identify with that session, from now on with the returned token only. */
    synchronized String expect(long userId, String sessionId) {
        Ticket ticket = new Ticket(sessionId, HexFormat.of().formatHex(randomBytes(TOKEN_BYTES)));
        Seat seat = seats.remove(userId);
        if (seat == null) {
            seat = new Seat(userId, new Hearing(clock, settings.recorded()), ticket);
        } else {
            seat.renew(ticket);
        }
        // Put back as the newest one.
        seats.put(userId, seat);
        return ticket.token();
    }

    /** The user left: its websocket is closed, and what was heard of it is gone. */
    synchronized void forget(long userId) {
        Seat seat = seats.remove(userId);
        if (seat != null) {
            seat.call().ifPresent(call -> end(call, VoiceCloseCode.DISCONNECTED, "you left the channel"));
        }
    }

    /** Lets a client in with a session of its own; one that it had before is over. */
    synchronized Call identify(long userId, Ticket shown, int announcedDaveVersion, Wire wire) throws VoiceRefusal {
        Seat seat = seats.get(userId);
        if (seat == null) {
            throw new VoiceRefusal(VoiceCloseCode.AUTHENTICATION_FAILED, "this user is not expected in this guild");
        }
        if (!seat.ticket().sessionId().equals(shown.sessionId())) {
            throw new VoiceRefusal(VoiceCloseCode.SESSION_NO_LONGER_VALID, "expected the session of the voice state");
        }
        if (!seat.ticket().equals(shown)) {
            throw new VoiceRefusal(VoiceCloseCode.AUTHENTICATION_FAILED, "expected the newest token");
        }
        seat.call()
                .ifPresent(old -> end(old, VoiceCloseCode.SESSION_NO_LONGER_VALID, "identified on another websocket"));
        int ssrc = calls.newSsrc();
        int port = udpPorts.get(ssrc % udpPorts.size());
        Call call = new Call(ssrc, port, seat, shown, announcedDaveVersion, new Outbox(settings.resumeBuffer()), wire);
        seat.take(call);
        seat.hearing().newSession();
        calls.add(call);
        wire.send(VoiceMessage.ready(ssrc, VoiceServer.HOST, port, settings.modes())
                .text());
        return call;
    }

    /** The client chose a mode: it gets the key, and learns who is there. */
    synchronized void describe(Call call, EncryptionMode mode) throws VoiceRefusal {
        boolean first = !call.isDescribed();
        byte[] key = randomBytes(EncryptionMode.KEY_BYTES);
        try {
            call.describe(mode, key);
        } catch (GeneralSecurityException noCipher) {
            throw new VoiceRefusal(
                    VoiceCloseCode.UNKNOWN_ENCRYPTION_MODE, "this Java has no cipher for " + mode.wireName());
        }
        ifOpen(
                call,
                wire -> wire.send(
                        VoiceMessage.sessionDescription(mode, key, DAVE_VERSION).text()));
        if (first) {
            List<Long> others =
                    others(call).stream().map(other -> other.seat().userId()).toList();
            if (!others.isEmpty()) {
                dispatch(call, VoiceMessage.clientsConnect(others));
            }
            VoiceMessage newcomer =
                    VoiceMessage.clientsConnect(List.of(call.seat().userId()));
            others(call).forEach(other -> dispatch(other, newcomer));
        }
    }

    /** The client announced that it speaks, or that it stopped to. */
    synchronized void speaking(Call call, long modes) {
        call.speak();
        VoiceMessage message = VoiceMessage.speaking(call.seat().userId(), call.ssrc(), modes);
        others(call).forEach(other -> dispatch(other, message));
    }

    synchronized void acknowledge(Call call, long sequence) {
        call.outbox().acknowledge(sequence);
    }

    /** Goes on with a session on a new websocket, and sends again what the client missed. */
    synchronized Call resume(Ticket shown, long acknowledged, Wire wire) throws VoiceRefusal {
        Call call = seats.values().stream()
                .flatMap(seat -> seat.call().stream())
                .filter(candidate -> candidate.ticket().equals(shown))
                .filter(candidate -> candidate.ticket().equals(candidate.seat().ticket()))
                .findFirst()
                .orElseThrow(() -> new VoiceRefusal(VoiceCloseCode.SESSION_NO_LONGER_VALID, "no such session"));
        expire(call, System.nanoTime());
        if (call.link() instanceof Call.Link.Over || !call.isDescribed()) {
            throw new VoiceRefusal(VoiceCloseCode.SESSION_NO_LONGER_VALID, "the session is over");
        }
        Optional<List<String>> missed = call.outbox().after(acknowledged);
        if (missed.isEmpty()) {
            end(call, VoiceCloseCode.SESSION_NO_LONGER_VALID, "missed messages are no longer kept");
            throw new VoiceRefusal(
                    VoiceCloseCode.SESSION_NO_LONGER_VALID, "messages after " + acknowledged + " are no longer kept");
        }
        ifOpen(call, old -> old.close(VoiceCloseCode.SESSION_NO_LONGER_VALID, "resumed on another websocket"));
        call.link(new Call.Link.Open(wire));
        wire.send(VoiceMessage.resumed().text());
        missed.get().forEach(wire::send);
        return call;
    }

    /**
     * A websocket is gone.
     *
     * @param left whether the client closed it in order to leave; otherwise it may resume
     */
    synchronized void disconnected(Call call, Wire gone, boolean left) {
        if (!(call.link() instanceof Call.Link.Open open) || open.wire() != gone) {
            return;
        }
        if (left) {
            end(call);
        } else {
            call.link(new Call.Link.Lost(System.nanoTime()));
        }
    }

    /** Ends the sessions that were not resumed in time. */
    synchronized void expire(long nowNanos) {
        seats.values().forEach(seat -> seat.call().ifPresent(call -> expire(call, nowNanos)));
    }

    /** Closes all websockets of the guild. */
    synchronized void drop(VoiceCloseCode code) {
        for (Seat seat : seats.values()) {
            seat.call().ifPresent(call -> {
                if (code.endsSession()) {
                    end(call, code, "dropped");
                } else {
                    lose(call, wire -> wire.close(code, "dropped"));
                }
            });
        }
    }

    /** Breaks all websockets of the guild without a closing frame. */
    synchronized void cut() {
        seats.values().forEach(seat -> seat.call().ifPresent(call -> lose(call, Wire::cut)));
    }

    synchronized void resetLongestGap() {
        seats.values().forEach(seat -> seat.hearing().resetLongestGap());
    }

    /** What was heard of the user who was expected last; nothing before a client identified. */
    synchronized Optional<Heard> heard() {
        if (seats.isEmpty()) {
            return Optional.empty();
        }
        return seats.sequencedValues().getLast().call().map(call -> call.seat()
                .hearing()
                .heard(call.announcedDaveVersion(), call.mode(), System.nanoTime()));
    }

    /** The server knows it before the client does: one that is back at once is one that was away. */
    private static void lose(Call call, Consumer<Wire> how) {
        if (call.link() instanceof Call.Link.Open open) {
            call.link(new Call.Link.Lost(System.nanoTime()));
            how.accept(open.wire());
        }
    }

    private void expire(Call call, long nowNanos) {
        if (call.link() instanceof Call.Link.Lost lost
                && nowNanos - lost.sinceNanos() >= settings.resumeWindow().toNanos()) {
            end(call);
        }
    }

    private void end(Call call, VoiceCloseCode code, String reason) {
        ifOpen(call, wire -> wire.close(code, reason));
        end(call);
    }

    private void end(Call call) {
        if (call.link() instanceof Call.Link.Over) {
            return;
        }
        call.link(new Call.Link.Over());
        calls.remove(call);
        VoiceMessage message = VoiceMessage.clientDisconnect(call.seat().userId());
        others(call).forEach(other -> dispatch(other, message));
    }

    /** Sends a message that is sent again if it gets lost with the websocket. */
    private static void dispatch(Call call, VoiceMessage message) {
        String text = call.outbox().add(message);
        ifOpen(call, wire -> wire.send(text));
    }

    private static void ifOpen(Call call, Consumer<Wire> action) {
        if (call.link() instanceof Call.Link.Open open) {
            action.accept(open.wire());
        }
    }

    /** The other clients whose sessions are described and not over. */
    private List<Call> others(Call call) {
        return seats.values().stream()
                .flatMap(seat -> seat.call().stream())
                .filter(other -> other != call && other.isDescribed())
                .filter(other -> !(other.link() instanceof Call.Link.Over))
                .toList();
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
