package dev.backline.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the shell to those whose key is known, and nothing else: no passwords, no forwarding, no files. */
@Component(service = SshComponent.class, immediate = true, configurationPid = "dev.backline.ssh")
@Designate(ocd = SshSettings.class)
public final class SshComponent {

    private static final Logger log = LoggerFactory.getLogger(SshComponent.class);

    private static final Duration LOGIN = Duration.ofSeconds(30);
    private static final int KEY_BITS = 256;

    private final SshServer server;

    /**
     * Listens.
     *
     * @throws IOException when it cannot, for example because the port is taken
     */
    @Activate
    public SshComponent(
            BundleContext context, SshSettings settings, @Reference Shell gosh, @Reference CommandProcessor shell)
            throws IOException {
        // Registered for the whole process, the provider would outlive this bundle.
        System.setProperty("org.apache.sshd.security.provider.BC.useNamed", "false");
        Path data = Files.createDirectories(path(context, "backline.data").resolve("ssh"));
        server = SshServer.setUpDefaultServer();
        server.setHost(settings.host());
        server.setPort(settings.port());
        server.setKeyPairProvider(hostKey(data.resolve("host_key")));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator(
                new AuthorizedKeys(path(context, "backline.conf").resolve(settings.authorizedKeys())));
        server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        server.setShellFactory(channel -> new ShellChannel(gosh, shell, channel.getSession(), null));
        server.setCommandFactory((channel, line) -> new ShellChannel(gosh, shell, channel.getSession(), line));
        CoreModuleProperties.AUTH_TIMEOUT.set(server, LOGIN);
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ofMinutes(settings.idleMinutes()));
        CoreModuleProperties.MAX_CONCURRENT_SESSIONS.set(server, settings.sessions());
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            // It has made threads by then, and this is never deactivated.
            server.close(true);
            throw new IOException(
                    "The shell cannot listen on " + settings.host() + " port " + settings.port() + ": "
                            + e.getMessage(),
                    e);
        }
        log.info("The shell listens on {} port {}", settings.host(), server.getPort());
    }

    private static Path path(BundleContext context, String property) {
        String path = context.getProperty(property);
        if (path == null) {
            throw new IllegalStateException("The framework property " + property + " is not set");
        }
        return Path.of(path);
    }

    /** Made at the first start, and the same ever after, so that clients recognize the host. */
    private static KeyPairProvider hostKey(Path file) {
        SimpleGeneratorHostKeyProvider provider = new SimpleGeneratorHostKeyProvider(file);
        provider.setAlgorithm("EC");
        provider.setKeySize(KEY_BITS);
        return provider;
    }

    /** Where it listens. */
    public int port() {
        return server.getPort();
    }

    @Deactivate
    void close() throws IOException {
        server.stop(true);
    }
}
