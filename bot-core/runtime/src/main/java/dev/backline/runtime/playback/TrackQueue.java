package dev.backline.runtime.playback;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/** What comes next in a guild. Positions count from 0. Not safe for threads: it belongs to the guild's event loop. */
final class TrackQueue {

    private final int capacity;
    private final List<QueuedTrack> tracks = new ArrayList<>();

    TrackQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Adds as many as there is room for, and says how many that were. */
    int add(List<QueuedTrack> more) {
        int room = Math.min(more.size(), capacity - tracks.size());
        tracks.addAll(more.subList(0, room));
        return room;
    }

    /** Adds at the end even when it is full: for a track that only goes round. */
    void addBack(QueuedTrack played) {
        tracks.add(played);
    }

    Optional<QueuedTrack> take() {
        return tracks.isEmpty() ? Optional.empty() : Optional.of(tracks.removeFirst());
    }

    QueuedTrack remove(int position) {
        return tracks.remove(position);
    }

    void move(int from, int to) {
        tracks.add(to, tracks.remove(from));
    }

    void shuffle(RandomGenerator random) {
        Collections.shuffle(tracks, Random.from(random));
    }

    int clear() {
        int size = tracks.size();
        tracks.clear();
        return size;
    }

    int size() {
        return tracks.size();
    }

    boolean isEmpty() {
        return tracks.isEmpty();
    }

    List<QueuedTrack> view() {
        return List.copyOf(tracks);
    }
}
