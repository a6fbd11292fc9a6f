package dev.backline.http.door;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How this machine may be called in a request on loopback. A web page whose name is made to point to 127.0.0.1 is read by
 * the browser as if it were from there; the name that the browser then sends is the page's.
 */
final class HostNames {

    private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.\\d{1,3}){3}");
    private static final Pattern PORT = Pattern.compile(":\\d*$");

    private final Set<String> names;

    /**
     * The names of loopback, and others.
     *
     * @param others without a port, in any case
     */
    HostNames(Collection<String> others) {
        names = Stream.concat(Stream.of("localhost", "[::1]"), others.stream())
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether a header {@code Host} names this machine.
     *
     * @param header with or without a port
     */
    boolean contains(String header) {
        String name = PORT.matcher(header).replaceFirst("").toLowerCase(Locale.ROOT);
        return names.contains(name) || LOOPBACK_V4.matcher(name).matches();
    }
}
