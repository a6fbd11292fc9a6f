package dev.backline.sandbox.node.server;

import dev.backline.sandbox.node.Fault;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.SandboxNode;
import dev.backline.sandbox.node.SeenPlayer;
import dev.backline.sandbox.node.player.GuildPlayer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A node over all its lives. */
final class NodeServer implements SandboxNode, AutoCloseable {

    private final NodeSettings settings;
    private final SSLContext voiceTrust;
    private final Condition condition = new Condition();
    private final LongAdder packets = new LongAdder();

    /** Null while it is dead. */
    private @Nullable NodeProcess process;

    private boolean frozen;

    private NodeServer(NodeSettings settings, SSLContext voiceTrust) throws IOException {
        this.voiceTrust = voiceTrust;
        NodeProcess first = NodeProcess.start(settings, settings.port(), condition, voiceTrust, packets);
        process = first;
        this.settings = settings.withPort(first.port());
    }

    /** @throws IOException when it cannot listen at its port */
    static NodeServer start(NodeSettings settings, SSLContext voiceTrust) throws IOException {
        return new NodeServer(settings, voiceTrust);
    }

    @Override
    public NodeSettings settings() {
        return settings;
    }

    @Override
    public URI uri() {
        return URI.create("http://127.0.0.1:" + settings.port());
    }

    @Override
    public synchronized List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        if (process == null) {
            faults.add(new Fault.Death());
        }
        if (frozen) {
            faults.add(new Fault.Hang());
        }
        faults.addAll(condition.faults());
        return faults;
    }

    @Override
    public synchronized void suffer(Fault fault) {
        switch (fault) {
            case Fault.Death death -> kill();
            case Fault.Hang hang -> freeze();
            case Fault.Lag lag -> condition.lag(lag.delay());
            case Fault.Refusal refusal -> condition.refuse();
            case Fault.Overload overload -> {
                condition.overload();
                report();
            }
            case Fault.Restart restart -> {
                close();
                revive();
            }
            case Fault.Drop drop -> {
                if (process != null) {
                    process.cut();
                }
            }
        }
    }

    private void kill() {
        if (process != null) {
            process.kill();
            process = null;
            frozen = false;
        }
    }

    private void freeze() {
        if (process != null) {
            process.gate().shut();
            frozen = true;
        }
    }

    private void report() {
        if (process != null && !frozen) {
            process.report();
        }
    }

    @Override
    public synchronized void heal() {
        condition.heal();
        if (process == null) {
            revive();
            return;
        }
        process.gate().open();
        frozen = false;
        report();
    }

    private void revive() {
        try {
            process = NodeProcess.start(settings, settings.port(), condition, voiceTrust, packets);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public synchronized List<SeenPlayer> players() {
        return process == null
                ? List.of()
                : process.sessions().stream()
                        .flatMap(session -> session.players().stream())
                        .map(GuildPlayer::seen)
                        .sorted(Comparator.comparingLong(SeenPlayer::guildId))
                        .toList();
    }

    @Override
    public long packets() {
        return packets.sum();
    }

    /** Stops it in an orderly way; it can be healed again. */
    @Override
    public synchronized void close() {
        if (process != null) {
            process.stop();
            process = null;
            frozen = false;
        }
    }
}
