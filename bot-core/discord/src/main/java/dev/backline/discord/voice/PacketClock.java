package dev.backline.discord.voice;

import dev.backline.api.event.VoiceObserver;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import net.dv8tion.jda.api.audio.factory.IAudioSendFactory;
import net.dv8tion.jda.api.audio.factory.IAudioSendSystem;
import net.dv8tion.jda.api.audio.factory.IPacketProvider;
import net.dv8tion.jda.api.managers.AudioManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the packets of all voice connections from one thread. JDA would give each connection a thread of its own, so
 * that 200 of them wake up 10,000 times a second to do some ten microseconds of work each; here whatever is due within
 * half a millisecond goes out together.
 */
final class PacketClock implements IAudioSendFactory {

    private static final Logger log = LoggerFactory.getLogger(PacketClock.class);

    private static final long TOGETHER_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final List<PacketStream> streams = new CopyOnWriteArrayList<>();
    private final VoiceObserver observer;
    private final LongSupplier nanoTime;
    private final Thread thread;
    private volatile boolean closed;

    PacketClock(VoiceObserver observer, LongSupplier nanoTime) {
        this.observer = observer;
        this.nanoTime = nanoTime;
        thread = Thread.ofPlatform().name("backline-voice-packets").daemon().unstarted(this::run);
        thread.start();
    }

    @Override
    public IAudioSendSystem createSendSystem(IPacketProvider packets) {
        PacketStream stream = new PacketStream(packets, feed(packets), observer);
        return new IAudioSendSystem() {
            @Override
            public void start() {
                stream.due(nanoTime.getAsLong());
                streams.add(stream);
                LockSupport.unpark(thread);
            }

            @Override
            public void shutdown() {
                streams.remove(stream);
            }
        };
    }

    /** What {@link VoiceLink} set before it asked for the connection. */
    private static OpusFeed feed(IPacketProvider packets) {
        AudioManager manager = packets.getConnectedChannel().getGuild().getAudioManager();
        return (OpusFeed) Objects.requireNonNull(manager.getSendingHandler());
    }

    private void run() {
        while (!closed) {
            long now = nanoTime.getAsLong();
            long next = now + IDLE_NANOS;
            boolean any = false;
            for (PacketStream stream : streams) {
                any = true;
                next = Math.min(next, tick(stream, now));
            }
            if (any) {
                LockSupport.parkNanos(this, next - nanoTime.getAsLong());
            } else {
                LockSupport.park(this);
            }
        }
    }

    private long tick(PacketStream stream, long now) {
        try {
            if (stream.due() - now <= TOGETHER_NANOS) {
                stream.tick(nanoTime.getAsLong());
            }
            return stream.due();
        } catch (RuntimeException | Error e) {
            log.error("A voice connection sends nothing any more", e);
            streams.remove(stream);
            return now + IDLE_NANOS;
        }
    }

    /** Sends nothing any more, and ends the thread. */
    void close() throws InterruptedException {
        closed = true;
        LockSupport.unpark(thread);
        thread.join(TimeUnit.SECONDS.toMillis(1));
    }
}
