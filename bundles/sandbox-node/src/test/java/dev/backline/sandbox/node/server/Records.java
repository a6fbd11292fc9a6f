package dev.backline.sandbox.node.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A web site with sound on it, not all of which comes to its end. */
final class Records implements AutoCloseable {

    private static final int SAMPLE_RATE = 48_000;
    private static final int FRAME_BYTES = 4;
    private static final int HEADER_BYTES = 44;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger brokenRequests = new AtomicInteger();

    Records() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/whole.wav", exchange -> send(exchange, wave(1), 1));
        server.createContext("/stalled.wav", exchange -> send(exchange, wave(20), 20));
        server.createContext("/broken.wav", this::breakOff);
        server.start();
    }

    /** Silence. */
    static byte[] wave(int seconds) {
        int bytes = seconds * SAMPLE_RATE * FRAME_BYTES;
        return ByteBuffer.allocate(HEADER_BYTES + bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(HEADER_BYTES - 8 + bytes)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 2)
                .putInt(SAMPLE_RATE)
                .putInt(SAMPLE_RATE * FRAME_BYTES)
                .putShort((short) FRAME_BYTES)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(bytes)
                .array();
    }

    String whole() {
        return url("whole.wav");
    }

    /** Begins, and then nothing more comes. */
    String stalled() {
        return url("stalled.wav");
    }

    /** Breaks in the middle and is not there any more when it is asked for again. */
    String broken() {
        return url("broken.wav");
    }

    private String url(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    private void send(HttpExchange exchange, byte[] file, int parts) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "audio/wav");
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file, 0, file.length / parts);
        exchange.getResponseBody().flush();
        if (parts > 1) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        exchange.close();
    }

    private void breakOff(HttpExchange exchange) throws IOException {
        byte[] file = wave(20);
        // The first request reads the format, the second one plays.
        if (brokenRequests.incrementAndGet() > 2) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            exchange.getResponseHeaders().add("Content-Type", "audio/wav");
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file, 0, file.length / 10);
        }
        exchange.close();
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
