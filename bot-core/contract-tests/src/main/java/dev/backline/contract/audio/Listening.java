package dev.backline.contract.audio;

import dev.backline.api.voice.OpusSource;
import java.nio.ByteBuffer;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Fetches a player's frames as a voice connection does, only ten times as fast, so that tests do not wait for music to
 * play.
 */
public final class Listening implements AutoCloseable {

    private static final long PERIOD_MILLIS = 2;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("listening").daemon().factory());
    private final OpusSource source;
    private ToneEar ear = new ToneEar();
    private int frames;

    public Listening(OpusSource source) {
        this.source = source;
        ScheduledFuture<?> unused =
                thread.scheduleAtFixedRate(this::fetch, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void fetch() {
        ByteBuffer frame = source.nextFrame();
        if (frame != null) {
            frames++;
            ear.hear(frame);
        }
    }

    /** Frames that carried sound so far. */
    public synchronized int frames() {
        return frames;
    }

    /** The share of the sound's power at a frequency, since the start or the last {@link #afresh}. */
    public synchronized double shareOf(int hertz) {
        return ear.shareOf(hertz);
    }

    /** See {@link ToneEar#loudness()}. */
    public synchronized double loudness() {
        return ear.loudness();
    }

    /** Seconds heard, since the start or the last {@link #afresh}. */
    public synchronized double seconds() {
        return ear.samples() / 48_000.0;
    }

    /** Forgets what was heard. */
    public synchronized void afresh() {
        ear = new ToneEar();
        frames = 0;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
