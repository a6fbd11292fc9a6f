package dev.backline.lavaplayer.source;

import com.sedmelluq.discord.lavaplayer.container.MediaContainerDetectionResult;
import com.sedmelluq.discord.lavaplayer.container.MediaContainerHints;
import com.sedmelluq.discord.lavaplayer.container.MediaContainerProbe;
import com.sedmelluq.discord.lavaplayer.container.playlists.HlsStreamTrack;
import com.sedmelluq.discord.lavaplayer.container.playlists.M3uPlaylistContainerProbe;
import com.sedmelluq.discord.lavaplayer.tools.io.HttpClientTools;
import com.sedmelluq.discord.lavaplayer.tools.io.HttpInterfaceManager;
import com.sedmelluq.discord.lavaplayer.tools.io.SeekableInputStream;
import com.sedmelluq.discord.lavaplayer.track.AudioReference;
import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
import com.sedmelluq.discord.lavaplayer.track.AudioTrackInfo;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lavaplayer's M3U playlists and HLS streams. Its own probe would fetch a stream's segments by a client of its own. */
final class GuardedPlaylistProbe implements MediaContainerProbe {

    private static final String STREAM = "stream";

    private final MediaContainerProbe lists = new M3uPlaylistContainerProbe();
    private final HttpInterfaceManager segments = HttpClientTools.createCookielessThreadLocalManager();

    GuardedPlaylistProbe(GuardedConnections connections) {
        segments.configureBuilder(connections::guard);
    }

    @Override
    public String getName() {
        return lists.getName();
    }

    @Override
    public boolean matchesHints(MediaContainerHints hints) {
        return lists.matchesHints(hints);
    }

    @Override
    public @Nullable MediaContainerDetectionResult probe(AudioReference reference, SeekableInputStream stream)
            throws IOException {
        MediaContainerDetectionResult result = lists.probe(reference, stream);
        return result != null && !result.isReference() && result.isSupportedFile()
                ? MediaContainerDetectionResult.supportedFormat(this, STREAM, result.getTrackInfo())
                : result;
    }

    @Override
    public AudioTrack createTrack(String parameters, AudioTrackInfo info, SeekableInputStream stream) {
        return new HlsStreamTrack(info, info.identifier, segments, false);
    }
}
