package dev.backline.sandbox.voice;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The UDP side of the voice server: one thread, which receives for all guilds. It answers IP discoveries and keep-alives,
 * and hands voice packets to their calls.
 */
final class AudioReceiver implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AudioReceiver.class);

    private static final int LARGEST_DATAGRAM = 4096;
    private static final int ADDRESS_OFFSET = 8;
    private static final int PORT_OFFSET = 72;

    private final UdpPorts ports;
    private final Calls calls;
    private final VoiceFaults faults;
    private final Map<WrongPacket, LongAdder> wrong = Arrays.stream(WrongPacket.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), reason -> new LongAdder()));
    private final SplittableRandom chance = new SplittableRandom();
    private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST_DATAGRAM);
    private final Thread thread;

    private AudioReceiver(UdpPorts ports, Calls calls, VoiceFaults faults) {
        this.ports = ports;
        this.calls = calls;
        this.faults = faults;
        this.thread = Thread.ofPlatform().name("sandbox-voice-udp").daemon().unstarted(this::receive);
    }

    /**
     * Starts to receive.
     *
     * @param ports are closed with the receiver
     */
    static AudioReceiver start(UdpPorts ports, Calls calls, VoiceFaults faults) {
        AudioReceiver receiver = new AudioReceiver(ports, calls, faults);
        receiver.thread.start();
        return receiver;
    }

    /** How many datagrams were not heard, by reason; a reason that never occurred is left out. */
    Map<WrongPacket, Long> wrongPackets() {
        Map<WrongPacket, Long> counts = new EnumMap<>(WrongPacket.class);
        wrong.forEach((reason, count) -> counts.put(reason, count.sum()));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** Waits until the thread has ended. */
    @Override
    public void close() {
        ports.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException stopRequested) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive() {
        while (ports.selector().isOpen()) {
            try {
                ports.selector().select(key -> drain((DatagramChannel) key.channel()));
            } catch (ClosedSelectorException closed) {
                return;
            } catch (IOException | RuntimeException failed) {
                log.warn("Cannot receive voice packets for a moment", failed);
            }
        }
    }

    private void drain(DatagramChannel channel) {
        try {
            SocketAddress sender = channel.receive(buffer.clear());
            while (sender != null) {
                long arrivalNanos = System.nanoTime();
                buffer.flip();
                if (chance.nextDouble() >= faults.lostShare()) {
                    take(channel, sender, arrivalNanos);
                }
                sender = channel.receive(buffer.clear());
            }
        } catch (ClosedChannelException closed) {
            log.trace("A UDP port was closed while it received", closed);
        } catch (IOException failed) {
            log.warn("Cannot receive or answer on a UDP port", failed);
        }
    }

    private void take(DatagramChannel channel, SocketAddress sender, long arrivalNanos) throws IOException {
        switch (Datagram.read(buffer)) {
            case Datagram.KeepAlive keepAlive -> channel.send(buffer, sender);
            case Datagram.Discovery discovery -> {
                if (calls.bySsrc(discovery.ssrc()).isPresent()) {
                    channel.send(discovered(discovery.ssrc(), (InetSocketAddress) sender), sender);
                } else {
                    count(WrongPacket.UNKNOWN_SSRC);
                }
            }
            case Datagram.Malformed malformed -> count(malformed.reason());
            case RtpPacket packet -> {
                Optional<Call> call = calls.bySsrc(packet.ssrc());
                if (call.isPresent()) {
                    call.get()
                            .hear(packet, buffer.array(), buffer.limit(), arrivalNanos)
                            .ifPresent(this::count);
                } else {
                    count(WrongPacket.UNKNOWN_SSRC);
                }
            }
        }
    }

    private static ByteBuffer discovered(int ssrc, InetSocketAddress sender) {
        return ByteBuffer.allocate(Datagram.DISCOVERY_BYTES)
                .putShort((short) Datagram.DISCOVERY_RESPONSE)
                .putShort((short) Datagram.DISCOVERY_LENGTH_FIELD)
                .putInt(ssrc)
                .put(ADDRESS_OFFSET, sender.getAddress().getHostAddress().getBytes(StandardCharsets.US_ASCII))
                .putShort(PORT_OFFSET, (short) sender.getPort())
                .clear();
    }

    private void count(WrongPacket reason) {
        LongAdder count = wrong.get(reason);
        if (count != null) {
            count.increment();
        }
    }
}
