package dev.backline.lavalink.backend.node;

import dev.backline.api.event.NodeObserver.NodeTrouble;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Watches that a connected node answers: pings its socket all the time, and asks its REST API now and then, since the
 * socket may answer while nothing else does. Used on the {@link Loop} alone.
 */
final class Watch {

    /** Hears that the node does not work any more; once. */
    interface Alarm {
        void raised(NodeTrouble trouble, String why);
    }

    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final int PROBES_FAILED = 2;

    private final String node;
    private final NodeSocket socket;
    private final NodeRest rest;
    private final Patience patience;
    private final Loop loop;
    private final Alarm alarm;

    private Runnable next = () -> {};
    private long looked = System.nanoTime();
    private long probed = looked;
    private boolean probing;
    private int probesFailed;
    private boolean over;

    /** @param node its name */
    Watch(String node, NodeSocket socket, NodeRest rest, Patience patience, Loop loop, Alarm alarm) {
        this.node = node;
        this.socket = socket;
        this.rest = rest;
        this.patience = patience;
        this.loop = loop;
        this.alarm = alarm;
    }

    void begin() {
        next = loop.after(patience.ping(), this::look);
        socket.ping();
    }

    void end() {
        over = true;
        next.run();
    }

    private void look() {
        long now = System.nanoTime();
        // When this process itself was held up, the node's answers wait to be read: it gets another chance.
        boolean heldUp = now - looked > 2 * patience.ping().toNanos();
        looked = now;
        if (!heldUp && now - socket.heardNanos() > patience.silence().toNanos()) {
            raise(
                    NodeTrouble.HANGING,
                    "It gives no sign of life for " + patience.silence().toMillis() + " ms");
            return;
        }
        next = loop.after(patience.ping(), this::look);
        socket.ping();
        if (!probing && now - probed > PROBE.toNanos()) {
            probed = now;
            probing = true;
            CompletableFuture<String> unused =
                    rest.version(patience.silence()).whenCompleteAsync((version, failure) -> answered(failure), loop);
        }
    }

    private void answered(@Nullable Throwable failure) {
        probing = false;
        if (over) {
            return;
        }
        if (failure == null) {
            probesFailed = 0;
            return;
        }
        Throwable cause = RequestFailed.cause(failure);
        Diagnosis found = Diagnosis.of(cause, node, "", true);
        if (found.trouble() == NodeTrouble.PASSWORD_REFUSED) {
            raise(found.trouble(), found.why());
            return;
        }
        probesFailed++;
        if (probesFailed >= PROBES_FAILED) {
            raise(NodeTrouble.HANGING, "Its REST API does not work: " + cause.getMessage());
        }
    }

    private void raise(NodeTrouble trouble, String why) {
        if (!over) {
            end();
            alarm.raised(trouble, why);
        }
    }
}
