package dev.backline.infra.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Takes what Alertmanager sends, in place of whoever is on call. */
public final class Receiver implements AutoCloseable {

    /**
     * An alert that arrived.
     *
     * @param at when
     * @param receiver whom it was sent to
     * @param alert its name
     * @param severity {@code page}, {@code ticket} or {@code none}
     * @param firing whether it fires, or is over
     * @param summary what it says
     * @param runbook link to its page
     */
    public record Delivery(
            Instant at,
            String receiver,
            String alert,
            String severity,
            boolean firing,
            String summary,
            String runbook) {}

    private final HttpServer server;
    private final Consumer<Delivery> listener;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    /**
     * Listens on 127.0.0.1.
     *
     * @param listener is told of each
     */
    Receiver(Consumer<Delivery> listener) throws IOException {
        this.listener = listener;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What arrived until now, the oldest first. */
    public List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode message = new ObjectMapper().readTree(exchange.getRequestBody());
            List<Delivery> arrived = new ArrayList<>();
            for (JsonNode alert : message.path("alerts")) {
                arrived.add(new Delivery(
                        Instant.now(),
                        message.path("receiver").asText(),
                        alert.path("labels").path("alertname").asText(),
                        alert.path("labels").path("severity").asText(),
                        alert.path("status").asText().equals("firing"),
                        alert.path("annotations").path("summary").asText(),
                        alert.path("annotations").path("runbook_url").asText()));
            }
            deliveries.addAll(arrived);
            arrived.forEach(listener);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
