package dev.backline.sandbox.node.player;

import com.sedmelluq.discord.lavaplayer.container.MediaContainerRegistry;
import com.sedmelluq.discord.lavaplayer.player.AudioPlayer;
import com.sedmelluq.discord.lavaplayer.player.DefaultAudioPlayerManager;
import com.sedmelluq.discord.lavaplayer.source.AudioSourceManager;
import com.sedmelluq.discord.lavaplayer.source.http.HttpAudioSourceManager;
import com.sedmelluq.discord.lavaplayer.source.local.LocalAudioSourceManager;
import com.sedmelluq.discord.lavaplayer.tools.FriendlyException;
import com.sedmelluq.discord.lavaplayer.tools.FriendlyException.Severity;
import com.sedmelluq.discord.lavaplayer.tools.io.MessageInput;
import com.sedmelluq.discord.lavaplayer.tools.io.MessageOutput;
import com.sedmelluq.discord.lavaplayer.track.AudioItem;
import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
import dev.backline.lavaplayer.tone.ToneSourceManager;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.protocol.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lavaplayer with the sources of a node. Owns its threads, which end with it. Safe for any thread. */
public final class Engine implements AutoCloseable {

    private final DefaultAudioPlayerManager manager = new DefaultAudioPlayerManager();

    public Engine(NodeSettings settings) {
        manager.setPlayerCleanupThreshold(settings.timings().cleanup().toMillis());
        manager.setTrackStuckThreshold(settings.timings().stuck().toMillis());
        manager.getConfiguration().setFilterHotSwapEnabled(true);
        NodeSettings.ALL_SOURCES.stream()
                .filter(settings.sources()::contains)
                .map(Engine::source)
                .forEach(manager::registerSourceManager);
    }

    private static AudioSourceManager source(String name) {
        return switch (name) {
            case "tone" -> new ToneSourceManager();
            case "local" -> new LocalAudioSourceManager(MediaContainerRegistry.DEFAULT_REGISTRY);
            case "http" -> new HttpAudioSourceManager(MediaContainerRegistry.DEFAULT_REGISTRY);
            default -> throw new IllegalArgumentException("There is no source " + name);
        };
    }

    /** Names of the sources, in the order in which they are asked. */
    public List<String> sources() {
        return manager.getSourceManagers().stream()
                .map(AudioSourceManager::getSourceName)
                .toList();
    }

    AudioPlayer createPlayer() {
        return manager.createPlayer();
    }

    /**
     * Looks something up; blocks.
     *
     * @return null when no source has it
     * @throws FriendlyException when a source could not tell
     */
    public @Nullable AudioItem load(String identifier) {
        try {
            return manager.loadItemSync(identifier);
        } catch (FriendlyException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new FriendlyException("Something went wrong while looking up the track.", Severity.FAULT, e);
        }
    }

    /** A track as text that {@link #decode} reads. */
    public String encode(AudioTrack track) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            manager.encodeTrack(new MessageOutput(bytes), track);
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a track.
     *
     * @throws Refusal 500 when the text is no track, or one of a source that is not here; so does Lavalink
     */
    public AudioTrack decode(String encoded) {
        AudioTrack track;
        try {
            byte[] bytes = Base64.getDecoder().decode(encoded);
            track = manager.decodeTrack(new MessageInput(new ByteArrayInputStream(bytes))).decodedTrack;
        } catch (IOException | RuntimeException e) {
            throw Refusal.failed("The track cannot be decoded", e);
        }
        if (track == null) {
            throw Refusal.failed("Failed to decode track due to a mismatching version or missing source manager", null);
        }
        return track;
    }

    @Override
    public void close() {
        manager.shutdown();
    }
}
