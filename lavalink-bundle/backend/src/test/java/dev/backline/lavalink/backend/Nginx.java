package dev.backline.lavalink.backend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real nginx with this repository's configuration, in front of a node. */
final class Nginx implements AutoCloseable {

    private static final Path TEMPLATE = Path.of("../../infra/lavalink/nginx.conf.template");

    private final Process process;
    private final int port;

    /**
     * Starts it.
     *
     * @param folder for its files
     * @param node in front of which it stands
     * @param user who may see the metrics
     * @param password of that user
     */
    Nginx(Path folder, URI node, String user, String password) {
        try {
            port = freePort();
            Path users = Files.writeString(folder.resolve("users"), user + ":{PLAIN}" + password + "\n");
            String site = Files.readString(TEMPLATE)
                    .replace("${LISTEN}", "127.0.0.1:" + port)
                    .replace("${LAVALINK}", node.getAuthority())
                    .replace("${METRICS_PATH}", "/metrics")
                    .replace("${METRICS_USERS}", users.toString());
            Path configuration = Files.writeString(folder.resolve("nginx.conf"), """
                    daemon off;
                    master_process off;
                    pid %1$s/nginx.pid;
                    error_log %1$s/error.log;
                    events {}
                    http {
                        client_body_temp_path %1$s/body;
                        proxy_temp_path %1$s/proxy;
                        fastcgi_temp_path %1$s/fastcgi;
                        uwsgi_temp_path %1$s/uwsgi;
                        scgi_temp_path %1$s/scgi;
                    %2$s
                    }
                    """.formatted(folder, site));
            process = new ProcessBuilder(
                            executable().orElseThrow().toString(),
                            "-p",
                            folder.toString(),
                            "-c",
                            configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(Duration.ofSeconds(30)).until(this::listens);
    }

    /** Where nginx is installed. */
    static Optional<Path> executable() {
        return Stream.concat(Stream.of(System.getenv().getOrDefault("PATH", "").split(":")), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
