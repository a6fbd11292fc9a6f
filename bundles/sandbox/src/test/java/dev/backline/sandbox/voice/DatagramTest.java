package dev.backline.sandbox.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DatagramTest {
    private static final int SHORTEST_RTP = 12 + 16 + 4;

    @Test
    void readsAnRtpHeader() {
        ByteBuffer packet = rtp(0x80, SHORTEST_RTP);

        assertThat(Datagram.read(packet)).isEqualTo(new RtpPacket(65_535, -2, 9, 12, 0));
    }

    @Test
    void leavesSourcesAndThePreambleOfAnExtensionInClear() {
        ByteBuffer packet = rtp(0x92, SHORTEST_RTP + 2 * 4 + 4)
                .putInt(12 + 2 * 4, 0xBEDE_0003)
                .rewind();

        assertThat(Datagram.read(packet)).isEqualTo(new RtpPacket(65_535, -2, 9, 12 + 2 * 4 + 4, 3 * 4));
    }

    @Test
    void refusesAnotherRtpVersion() {
        assertMalformed(rtp(0x40, SHORTEST_RTP), WrongPacket.WRONG_VERSION);
    }

    @Test
    void refusesPadding() {
        assertMalformed(rtp(0xA0, SHORTEST_RTP), WrongPacket.WRONG_VERSION);
    }

    @Test
    void refusesAnotherPayloadType() {
        assertMalformed(rtp(0x80, SHORTEST_RTP).put(1, (byte) 0xC8), WrongPacket.WRONG_PAYLOAD_TYPE);
    }

    @Test
    void refusesAPacketWithoutRoomForTagAndNonce() {
        assertMalformed(rtp(0x80, SHORTEST_RTP - 1), WrongPacket.TOO_SHORT);
    }

    @Test
    void refusesLessThanAHeader() {
        assertMalformed(ByteBuffer.allocate(11), WrongPacket.TOO_SHORT);
    }

    @Test
    void refusesAnEmptyDatagram() {
        assertMalformed(ByteBuffer.allocate(0), WrongPacket.TOO_SHORT);
    }

    @Test
    void readsADiscovery() {
        assertThat(Datagram.read(discovery(74, 70))).isEqualTo(new Datagram.Discovery(9));
    }

    @Test
    void refusesADiscoveryOfAnotherLength() {
        assertMalformed(discovery(70, 66), WrongPacket.BAD_DISCOVERY);
        assertMalformed(discovery(74, 66), WrongPacket.BAD_DISCOVERY);
    }

    @Test
    void readsTheKeepAlivesOfJdaAndOfOthers() {
        assertThat(Datagram.read(ByteBuffer.allocate(9).put(0, (byte) 0xC9))).isEqualTo(new Datagram.KeepAlive());
        assertThat(Datagram.read(ByteBuffer.allocate(8))).isEqualTo(new Datagram.KeepAlive());
    }

    private static ByteBuffer rtp(int first, int length) {
        return ByteBuffer.allocate(length)
                .put(0, (byte) first)
                .put(1, (byte) 0x78)
                .putShort(2, (short) 65_535)
                .putInt(4, -2)
                .putInt(8, 9);
    }

    private static ByteBuffer discovery(int length, int lengthField) {
        return ByteBuffer.allocate(length)
                .putShort(0, (short) 1)
                .putShort(2, (short) lengthField)
                .putInt(4, 9);
    }

    private static void assertMalformed(ByteBuffer datagram, WrongPacket reason) {
        assertThat(Datagram.read(datagram)).isEqualTo(new Datagram.Malformed(reason));
    }
}
