package dev.backline.launcher;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Runs shell commands in a running instance, over its control socket. The other end, and the protocol, is the console
 * bundle's {@code ControlServer}.
 */
public final class ControlClient {

    private static final byte OUT = 1;
    private static final byte ERR = 2;
    private static final byte EXIT = 3;

    private ControlClient() {}

    /**
     * Runs one line and prints what it prints.
     *
     * @return 0 when it succeeded
     * @throws IOException when nobody listens, or the instance went away meanwhile
     */
    public static int execute(Path socket, String line, PrintStream out, PrintStream err) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            DataOutputStream request = new DataOutputStream(Channels.newOutputStream(channel));
            byte[] text = line.getBytes(StandardCharsets.UTF_8);
            request.writeInt(text.length);
            request.write(text);
            request.flush();
            DataInputStream response = new DataInputStream(Channels.newInputStream(channel));
            while (true) {
                byte kind = response.readByte();
                byte[] payload = response.readNBytes(response.readInt());
                switch (kind) {
                    case OUT -> print(out, payload);
                    case ERR -> print(err, payload);
                    case EXIT -> {
                        return payload[0];
                    }
                    default -> throw new IOException("The running instance speaks another version of the protocol");
                }
            }
        } catch (EOFException e) {
            throw new IOException("The running instance went away before it answered", e);
        }
    }

    private static void print(PrintStream stream, byte[] payload) {
        stream.write(payload, 0, payload.length);
        stream.flush();
    }
}
