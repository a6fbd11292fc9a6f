package dev.backline.contract.audio;

import dev.backline.api.audio.EndReason;
import dev.backline.api.audio.PlayerListener;
import dev.backline.api.audio.Track;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a player tells, as words: {@code started Tone 440 Hz}. */
public final class RecordingListener implements PlayerListener {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    /** Everything so far, in order. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /** The threads that told it. */
    public List<Thread> threads() {
        return List.copyOf(threads);
    }

    private void write(String event) {
        threads.add(Thread.currentThread());
        heard.add(event);
    }

    @Override
    public void trackStarted(Track track) {
        write("started " + track.title());
    }

    @Override
    public void trackEnded(Track track, EndReason reason) {
        write("ended " + track.title() + " " + reason);
    }

    @Override
    public void trackFailed(Track track, String message) {
        write("failed " + track.title());
    }

    @Override
    public void trackStuck(Track track, Duration silence) {
        write("stuck " + track.title());
    }

    @Override
    public void voiceLost() {
        write("voice lost");
    }

    @Override
    public void playerLost() {
        write("lost");
    }
}
