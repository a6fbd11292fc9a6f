package dev.backline.lavaplayer.source;

import com.sedmelluq.discord.lavaplayer.player.AudioPlayerManager;
import com.sedmelluq.discord.lavaplayer.source.AudioSourceManager;
import com.sedmelluq.discord.lavaplayer.track.AudioItem;
import com.sedmelluq.discord.lavaplayer.track.AudioReference;
import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
import com.sedmelluq.discord.lavaplayer.track.AudioTrackInfo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a source manager when it is first asked: some call their site as soon as they are made. */
final class LazySourceManager implements AudioSourceManager {

    private final String name;
    private final Supplier<AudioSourceManager> maker;
    private @Nullable AudioSourceManager made;

    LazySourceManager(String name, Supplier<AudioSourceManager> maker) {
        this.name = name;
        this.maker = maker;
    }

    private synchronized AudioSourceManager manager() {
        AudioSourceManager manager = made;
        if (manager == null) {
            manager = maker.get();
            made = manager;
        }
        return manager;
    }

    @Override
    public String getSourceName() {
        return name;
    }

    @Override
    public @Nullable AudioItem loadItem(AudioPlayerManager engine, AudioReference reference) {
        return manager().loadItem(engine, reference);
    }

    @Override
    public boolean isTrackEncodable(AudioTrack track) {
        return manager().isTrackEncodable(track);
    }

    @Override
    public void encodeTrack(AudioTrack track, DataOutput output) throws IOException {
        manager().encodeTrack(track, output);
    }

    @Override
    public AudioTrack decodeTrack(AudioTrackInfo info, DataInput input) throws IOException {
        return manager().decodeTrack(info, input);
    }

    @Override
    public void shutdown() {
        // Lavaplayer calls it for managers that its engine knows, and it knows none of these. All that they hold is
        // connections, which GuardedConnections closes.
    }
}
