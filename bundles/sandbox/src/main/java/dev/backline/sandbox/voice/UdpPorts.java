package dev.backline.sandbox.voice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * UDP ports on loopback that one thread can wait for together.
 *
 * @param selector tells which port can be read
 * @param channels the ports, none of which blocks
 */
record UdpPorts(Selector selector, List<DatagramChannel> channels) implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /** Asked for; the system may give less. */
    private static final int RECEIVE_BUFFER_BYTES = 1 << 20;

    UdpPorts {
        channels = List.copyOf(channels);
    }

    /**
     * Binds ports that the system chooses.
     *
     * @throws IOException when there are not that many
     */
    static UdpPorts bind(int count) throws IOException {
        Selector selector = Selector.open();
        List<DatagramChannel> channels = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                DatagramChannel channel = DatagramChannel.open();
                channels.add(channel);
                channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
                channel.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
            }
        } catch (IOException noPort) {
            new UdpPorts(selector, channels).close();
            throw noPort;
        }
        return new UdpPorts(selector, channels);
    }

    List<Integer> numbers() {
        return channels.stream().map(channel -> channel.socket().getLocalPort()).toList();
    }

    @Override
    public void close() {
        try {
            selector.close();
            for (DatagramChannel channel : channels) {
                channel.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot close a UDP port", failed);
        }
    }
}
