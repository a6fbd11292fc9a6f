package dev.backline.lavaplayer.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server on loopback with the samples, and a few ways to lead astray. */
final class WebServer implements AutoCloseable {

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    WebServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The paths that were asked for, in order. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        try (exchange) {
            if (path.startsWith("/to/")) {
                exchange.getResponseHeaders().set("Location", "http://" + path.substring("/to/".length()));
                exchange.sendResponseHeaders(302, -1);
            } else if (path.startsWith("/stream/")) {
                send(exchange, "#EXTM3U\n#EXTINF:4,\nhttp://" + path.substring("/stream/".length()) + "\n");
            } else if (path.startsWith("/list/")) {
                send(exchange, "http://" + path.substring("/list/".length()) + "\n");
            } else if (path.equals("/page")) {
                send(exchange, "<html>".repeat(1000));
            } else {
                Path sample = Path.of("..", "..", "distribution", "samples").resolve(path.substring(1));
                if (Files.isRegularFile(sample)) {
                    byte[] bytes = Files.readAllBytes(sample);
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                } else {
                    exchange.sendResponseHeaders(404, -1);
                }
            }
        }
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
