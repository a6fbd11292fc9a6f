package dev.backline.sandbox.node.voice;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import kotlinx.serialization.json.JsonObject;

/** The UDP side of a voice connection: finds out its own address, then sends sealed frames. */
final class RtpSender implements AutoCloseable {

    private static final int DISCOVERY_BYTES = 74;
    private static final int DISCOVERY_TRIES = 5;
    private static final int DISCOVERY_PATIENCE_MILLIS = 1000;
    private static final int ADDRESS_OFFSET = 8;
    private static final int PORT_OFFSET = 72;
    private static final int SAMPLES_PER_FRAME = 960;
    private static final int HEADER_BYTES = 12;
    private static final byte VERSION = (byte) 0x80;
    private static final byte OPUS = 0x78;

    private final DatagramChannel channel;
    private final int ssrc;
    private short sequence = (short) ThreadLocalRandom.current().nextInt();
    private int timestamp = ThreadLocalRandom.current().nextInt();

    RtpSender(InetSocketAddress server, int ssrc) throws IOException {
        this.ssrc = ssrc;
        channel = DatagramChannel.open();
        try {
            channel.connect(server);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Asks the server which address this socket seems to have; blocks until it has answered.
     *
     * @throws IOException when it does not
     */
    InetSocketAddress discover() throws IOException {
        byte[] request = ByteBuffer.allocate(DISCOVERY_BYTES)
                .putShort((short) 1)
                .putShort((short) 70)
                .putInt(ssrc)
                .array();
        channel.socket().setSoTimeout(DISCOVERY_PATIENCE_MILLIS);
        for (int tries = 0; tries < DISCOVERY_TRIES; tries++) {
            channel.write(ByteBuffer.wrap(request));
            DatagramPacket answer = new DatagramPacket(new byte[DISCOVERY_BYTES], DISCOVERY_BYTES);
            try {
                channel.socket().receive(answer);
            } catch (SocketTimeoutException lost) {
                continue;
            }
            if (answer.getLength() == DISCOVERY_BYTES) {
                channel.configureBlocking(false);
                return address(ByteBuffer.wrap(answer.getData()));
            }
        }
        throw new IOException("the voice server answers no IP discovery");
    }

    private static InetSocketAddress address(ByteBuffer answer) {
        byte[] text = new byte[PORT_OFFSET - ADDRESS_OFFSET];
        answer.get(ADDRESS_OFFSET, text);
        String host = new String(text, StandardCharsets.US_ASCII);
        return InetSocketAddress.createUnresolved(
                host.substring(0, host.indexOf(0)), Short.toUnsignedInt(answer.getShort(PORT_OFFSET)));
    }

    /** Sends a frame of 20 ms. */
    void send(Seal seal, byte[] frame) throws IOException, GeneralSecurityException {
        byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                .put(VERSION)
                .put(OPUS)
                .putShort(sequence)
                .putInt(timestamp)
                .putInt(ssrc)
                .array();
        sequence++;
        timestamp += SAMPLES_PER_FRAME;
        channel.write(seal.packet(header, frame));
    }

    /** What the voice gateway is told when sound begins and ends. */
    JsonObject speaking(boolean on) {
        return VoiceLink.message(Opcode.SPEAKING, Map.of("speaking", on ? 1 : 0, "delay", 0, "ssrc", ssrc));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
