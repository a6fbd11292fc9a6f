package dev.backline.container;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An HTTP client that says exactly what it is told to, the name of the host included. */
final class Client {

    private static final int PATIENCE_MILLIS = 20_000;

    /**
     * What came back.
     *
     * @param head status line and headers, in lower case
     */
    record Response(int status, String head, String body) {}

    private final InetAddress address;
    private final int port;
    private final Map<String, String> headers = new LinkedHashMap<>();

    Client(InetAddress address, int port) {
        this.address = address;
        this.port = port;
        headers.put("Host", "localhost:" + port);
        headers.put("Connection", "close");
    }

    Client header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Client token(String token) {
        return header("Authorization", "Bearer " + token);
    }

    Client password(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    Response get(String path) throws IOException {
        return send("GET", path);
    }

    /** Sends JSON, and says how long it is. */
    Response post(String path, String json) throws IOException {
        header("Content-Type", "application/json");
        header("Content-Length", Integer.toString(json.getBytes(StandardCharsets.UTF_8).length));
        return send("POST", path, json);
    }

    Response send(String method, String path) throws IOException {
        return send(method, path, "");
    }

    /** Sends a body under those headers that there are. */
    Response send(String method, String path, String body) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        try (Socket socket = open()) {
            socket.getOutputStream()
                    .write(request.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = all.indexOf("\r\n\r\n");
            return new Response(
                    Integer.parseInt(all.substring(9, 12)),
                    all.substring(0, end).toLowerCase(Locale.ROOT),
                    all.substring(end + 4));
        }
    }

    /** A connection on which nothing was said yet. */
    Socket open() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
        return socket;
    }
}
