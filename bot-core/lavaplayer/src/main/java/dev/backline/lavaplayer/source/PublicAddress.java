package dev.backline.lavaplayer.source;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from those that lead into somebody's network, or nowhere. Ranges: IANA's
 * registries of special-purpose addresses (RFC 6890), multicast (RFC 5771), and what carries an IPv4 address within an
 * IPv6 one (RFC 3056, RFC 4380, RFC 6052).
 */
final class PublicAddress {

    private record Range(InetAddress network, int bits) {

        static Range of(String text) {
            int slash = text.indexOf('/');
            try {
                return new Range(
                        InetAddress.getByName(text.substring(0, slash)),
                        Integer.parseInt(text, slash + 1, text.length(), 10));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("Not an address: " + text, e);
            }
        }

        boolean contains(byte[] address) {
            byte[] prefix = network.getAddress();
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Range> SPECIAL_4 = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4")
            .map(Range::of)
            .toList();

    /** The one block from which addresses of the public internet are given out. */
    private static final Range GLOBAL_6 = Range.of("2000::/3");

    private static final List<Range> SPECIAL_6 = Stream.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
            .map(Range::of)
            .toList();

    private PublicAddress() {}

    static boolean test(InetAddress address) {
        byte[] bytes = address.getAddress();
        return switch (address) {
            case Inet4Address v4 -> SPECIAL_4.stream().noneMatch(range -> range.contains(bytes));
            case Inet6Address v6 ->
                GLOBAL_6.contains(bytes) && SPECIAL_6.stream().noneMatch(range -> range.contains(bytes));
            default -> false;
        };
    }
}
