package dev.backline.sandbox.node.voice;

import dev.backline.api.voice.OpusSource;
import dev.backline.sandbox.node.timing.FramePump;
import dev.backline.sandbox.node.timing.Gate;
import dev.backline.sandbox.node.timing.NodeTimer;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;

/** Opens the voice connections of a node. Owns their threads, which end with it. Safe for any thread. */
public final class VoiceClient implements AutoCloseable {

    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final NodeTimer timer;
    private final Gate gate;
    private final LongAdder packets;
    private final FramePump pump;
    private final ExecutorService threads;
    private final HttpClient http;
    private final Set<VoiceLink> links = ConcurrentHashMap.newKeySet();

    /**
     * @param name of the threads
     * @param trust in the voice servers, and in nothing else
     * @param packets counts the voice packets that are sent
     */
    public VoiceClient(String name, SSLContext trust, NodeTimer timer, Gate gate, LongAdder packets) {
        this.timer = timer;
        this.gate = gate;
        this.packets = packets;
        pump = new FramePump(timer);
        threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 0).factory());
        http = HttpClient.newBuilder().sslContext(trust).executor(threads).build();
    }

    /**
     * Opens a connection and keeps it open until it is closed.
     *
     * @param sound is asked for a frame every 20 ms from the moment that sound can flow
     */
    public VoiceLink connect(VoiceAccess access, OpusSource sound, VoiceListener listener) {
        VoiceLink link = new VoiceLink(this, access, sound, listener);
        links.add(link);
        link.connect();
        return link;
    }

    /** Breaks all connections at once, as the end of a process does, and ends the threads. */
    @Override
    public void close() {
        links.forEach(VoiceLink::abort);
        http.shutdownNow();
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            http.awaitTermination(LONGEST_END);
        } catch (InterruptedException stopRequested) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void forget(VoiceLink link) {
        links.remove(link);
    }

    NodeTimer timer() {
        return timer;
    }

    Gate gate() {
        return gate;
    }

    LongAdder packets() {
        return packets;
    }

    FramePump pump() {
        return pump;
    }

    ExecutorService threads() {
        return threads;
    }

    HttpClient http() {
        return http;
    }
}
