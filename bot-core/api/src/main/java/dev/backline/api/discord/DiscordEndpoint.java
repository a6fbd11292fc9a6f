package dev.backline.api.discord;

import java.net.URI;
import javax.net.ssl.SSLContext;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A server that speaks Discord's protocols and stands in for Discord. The gateway adapter connects to the one that is
 * registered as a service when its configuration asks for it by name, and to discord.com otherwise.
 *
 * <p>Immutable; safe for any thread.
 */
@ProviderType
public interface DiscordEndpoint {

    /** The name that configuration refers to, for example {@code sandbox}. */
    String name();

    /** Base of REST v10, ending in a slash, for example {@code http://127.0.0.1:4711/api/v10/}. */
    URI rest();

    /** Base of the gateway's WebSocket without a query, for example {@code ws://127.0.0.1:4711}. */
    URI gateway();

    /**
     * Trust for this server's voice sockets, which are always TLS. It must not be used for anything else: it may trust
     * a certificate that nobody else does.
     */
    SSLContext voiceTls();
}
