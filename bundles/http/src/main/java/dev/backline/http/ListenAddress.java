package dev.backline.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where the server may listen: where it is told to, or on loopback when that would let strangers in.
 *
 * @param refusal why not where it is told to; empty when it is there
 */
record ListenAddress(InetAddress address, Optional<String> refusal) {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /**
     * Decides.
     *
     * @param host a name or an address
     * @param protectedByCredentials whether nobody comes in without them
     */
    static ListenAddress of(String host, boolean protectedByCredentials) {
        InetAddress wanted;
        try {
            wanted = InetAddress.getByName(host.strip());
        } catch (UnknownHostException e) {
            return loopback("there is no address “" + host + "”");
        }
        return wanted.isLoopbackAddress() || protectedByCredentials
                ? new ListenAddress(wanted, Optional.empty())
                : loopback("no credentials are configured that would keep strangers out; http:hash makes some");
    }

    private static ListenAddress loopback(String why) {
        try {
            return new ListenAddress(InetAddress.getByAddress(LOOPBACK), Optional.of(why));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }
}
