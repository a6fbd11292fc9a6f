package dev.backline.lavaplayer.source;

import com.sedmelluq.discord.lavaplayer.container.MediaContainer;
import com.sedmelluq.discord.lavaplayer.container.MediaContainerProbe;
import com.sedmelluq.discord.lavaplayer.container.MediaContainerRegistry;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Sets of file formats. */
final class Containers {

    private static final Set<MediaContainer> PLAYLISTS =
            EnumSet.of(MediaContainer.M3U, MediaContainer.PLS, MediaContainer.PLAIN);

    private Containers() {}

    /** Formats that hold sound themselves, and do not lead to another place. */
    static MediaContainerRegistry ofSound() {
        List<MediaContainerProbe> probes = EnumSet.complementOf(EnumSet.copyOf(PLAYLISTS)).stream()
                .map(container -> container.probe)
                .toList();
        return new MediaContainerRegistry(probes);
    }
}
