package dev.backline.lavaplayer.source;

import com.sedmelluq.discord.lavaplayer.tools.http.ExtendedConnectionOperator;
import com.sedmelluq.discord.lavaplayer.tools.http.ExtendedHttpClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.http.HttpHost;
import org.apache.http.config.SocketConfig;
import org.apache.http.conn.DnsResolver;
import org.apache.http.conn.HttpClientConnectionManager;
import org.apache.http.conn.HttpClientConnectionOperator;
import org.apache.http.conn.ManagedHttpClientConnection;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;
import org.apache.http.protocol.HttpContext;

/**
 * HTTP connections that only go where they may. A name is resolved once, what it resolves to is judged, and the
 * connection goes to just those addresses: a name that means something else a moment later gains nothing. Redirects and
 * the segments of a stream are connections like any other.
 */
public final class GuardedConnections implements AutoCloseable {

    /** Nobody listens to this many things at once from one place. */
    private static final int MAX_CONNECTIONS = 1000;

    private final DnsResolver names;
    private final Predicate<InetAddress> allowed;
    private final List<HttpClientConnectionManager> pools = new CopyOnWriteArrayList<>();

    GuardedConnections(DnsResolver names, Predicate<InetAddress> allowed) {
        this.names = names;
        this.allowed = allowed;
    }

    /** Connections to the public internet; to private networks as well only if that is wanted. */
    public static GuardedConnections toTheInternet(boolean andPrivateNetworks) {
        return new GuardedConnections(
                SystemDefaultDnsResolver.INSTANCE, andPrivateNetworks ? address -> true : PublicAddress::test);
    }

    /** Makes the clients of one of Lavaplayer's builders connect through this. */
    void guard(HttpClientBuilder builder) {
        ((ExtendedHttpClientBuilder) builder).setConnectionManagerFactory((operator, connections) -> {
            PoolingHttpClientConnectionManager pool =
                    new PoolingHttpClientConnectionManager(new Gate(operator), connections, -1, TimeUnit.MILLISECONDS);
            pool.setMaxTotal(MAX_CONNECTIONS);
            pool.setDefaultMaxPerRoute(MAX_CONNECTIONS);
            pools.add(pool);
            return pool;
        });
    }

    @Override
    public void close() {
        pools.forEach(HttpClientConnectionManager::shutdown);
    }

    private final class Gate implements HttpClientConnectionOperator {

        private final HttpClientConnectionOperator beyond;

        Gate(HttpClientConnectionOperator beyond) {
            this.beyond = beyond;
        }

        @Override
        public void connect(
                ManagedHttpClientConnection connection,
                HttpHost host,
                InetSocketAddress local,
                int timeout,
                SocketConfig config,
                HttpContext context)
                throws IOException {
            InetAddress[] addresses = host.getAddress() == null
                    ? names.resolve(host.getHostName())
                    : new InetAddress[] {host.getAddress()};
            for (InetAddress address : addresses) {
                if (!allowed.test(address)) {
                    throw new AddressRefused();
                }
            }
            ExtendedConnectionOperator.setResolvedAddresses(context, host, addresses);
            beyond.connect(connection, host, local, timeout, config, context);
        }

        @Override
        public void upgrade(ManagedHttpClientConnection connection, HttpHost host, HttpContext context)
                throws IOException {
            beyond.upgrade(connection, host, context);
        }
    }
}
