package dev.backline.sandbox.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/**
 * The transport compression {@code zlib-stream}: one stream for a whole connection, flushed after each message. See
 * "Transport Compression" in Discord's developer documentation. Used by one thread at a time.
 */
final class Compression implements AutoCloseable {

    private final Deflater deflater = new Deflater();
    private final byte[] buffer = new byte[8192];

    /** The part of the stream that holds this message. */
    ByteBuffer compress(String message) {
        deflater.setInput(message.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        int length;
        do {
            length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
            part.write(buffer, 0, length);
        } while (length == buffer.length);
        return ByteBuffer.wrap(part.toByteArray());
    }

    /** Frees the native memory of the stream. */
    @Override
    public void close() {
        deflater.end();
    }
}
