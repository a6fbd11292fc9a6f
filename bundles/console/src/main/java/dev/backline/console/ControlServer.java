package dev.backline.console;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs shell commands for programs outside the process, over a Unix socket that only this user may open.
 *
 * <p>A connection runs one command. The client sends a length (4 bytes, big endian, 1 to {@value #LONGEST}) and that
 * many bytes of UTF-8: the command. The server answers with frames: a kind (1 byte), a length (4 bytes) and that many
 * bytes. Kind 1 is output, 2 is error output, 3 is the end with one byte: 0 for success, 1 for failure. When the client
 * closes its end, the command is interrupted.
 */
@Component(service = ControlServer.class, immediate = true)
public final class ControlServer {

    static final int LONGEST = 65_536;

    private static final Logger log = LoggerFactory.getLogger(ControlServer.class);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private static final byte OUT = 1;
    private static final byte ERR = 2;
    private static final byte EXIT = 3;

    private final CommandProcessor shell;
    private final Path socket;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

    /**
     * Opens the socket that the property {@code backline.control} names.
     *
     * @throws IOException when it cannot be opened
     */
    @Activate
    public ControlServer(BundleContext context, @Reference CommandProcessor shell) throws IOException {
        this.shell = shell;
        String path = context.getProperty("backline.control");
        socket = Path.of(path == null ? context.getDataFile("control.sock").getPath() : path);
        // The launcher's lock says that no other instance lives here: what is left of a crashed one can go.
        Files.deleteIfExists(socket);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        Thread.ofVirtual().name("backline-control").start(this::accept);
    }

    @Deactivate
    void close() throws IOException {
        server.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
        Files.deleteIfExists(socket);
    }

    private void accept() {
        boolean failing = false;
        while (server.isOpen()) {
            try {
                SocketChannel connection = server.accept();
                failing = false;
                connections.add(connection);
                Thread.ofVirtual().name("backline-control-command").start(() -> serve(connection));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException e) {
                // Such as too many open files: that can pass, and it is this socket by which somebody finds out.
                if (!failing) {
                    log.error("The control socket {} accepts no connection; it is tried again", socket, e);
                }
                failing = true;
                if (!pause()) {
                    return;
                }
            }
        }
    }

    /** Waits before the next attempt; returns whether there is to be one. */
    private static boolean pause() {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            DataInputStream request = new DataInputStream(Channels.newInputStream(connection));
            DataOutputStream response = new DataOutputStream(Channels.newOutputStream(connection));
            int length = request.readInt();
            if (length < 1 || length > LONGEST) {
                send(response, ERR, "A command has 1 to " + LONGEST + " bytes\n");
                exit(response, 1);
                return;
            }
            String line = new String(request.readNBytes(length), StandardCharsets.UTF_8);
            Thread command = Thread.currentThread();
            Thread watch =
                    Thread.ofVirtual().name("backline-control-watch").start(() -> interruptAtEnd(request, command));
            try {
                exit(response, run(line, response));
            } finally {
                watch.interrupt();
            }
        } catch (IOException e) {
            log.debug("A client of the control socket went away", e);
        } finally {
            connections.remove(connection);
        }
    }

    private static void interruptAtEnd(InputStream request, Thread command) {
        try {
            if (request.read() < 0) {
                command.interrupt();
            }
        } catch (IOException closed) {
            // The command is over: there is nothing to interrupt.
        }
    }

    private int run(String line, DataOutputStream response) {
        PrintStream out = frames(response, OUT);
        PrintStream err = frames(response, ERR);
        try (CommandSession session = shell.createSession(InputStream.nullInputStream(), out, err)) {
            session.put("SCOPE", "bot:*");
            try {
                Object result = session.execute(line);
                if (result != null) {
                    out.println(session.format(result, Converter.INSPECT));
                }
                return 0;
            } catch (Exception e) { // whatever a command throws is the caller's to read
                err.println(e.getMessage() == null ? e.toString() : e.getMessage());
                return 1;
            }
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static PrintStream frames(DataOutputStream response, byte kind) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        synchronized (response) {
                            response.writeByte(kind);
                            response.writeInt(length);
                            response.write(bytes, offset, length);
                        }
                    }
                },
                true,
                StandardCharsets.UTF_8);
    }

    private static void send(DataOutputStream response, byte kind, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.writeByte(kind);
        response.writeInt(bytes.length);
        response.write(bytes);
    }

    private static void exit(DataOutputStream response, int code) throws IOException {
        response.writeByte(EXIT);
        response.writeInt(1);
        response.writeByte(code);
        response.flush();
    }
}
