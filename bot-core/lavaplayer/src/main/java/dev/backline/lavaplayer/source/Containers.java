package dev.backline.lavaplayer.source;

import com.sedmelluq.discord.lavaplayer.container.MediaContainer;
import com.sedmelluq.discord.lavaplayer.container.MediaContainerProbe;
import com.sedmelluq.discord.lavaplayer.container.MediaContainerRegistry;
import java.util.ArrayList;
import java.util.Arrays;
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
        return new MediaContainerRegistry(probes(PLAYLISTS));
    }

    /** All formats. Where they lead to another place, they go by these connections, or back to their source. */
    static MediaContainerRegistry ofSoundAndPlaylists(GuardedConnections connections) {
        List<MediaContainerProbe> probes = new ArrayList<>(probes(EnumSet.of(MediaContainer.M3U)));
        probes.addFirst(new GuardedPlaylistProbe(connections));
        return new MediaContainerRegistry(probes);
    }

    /** In the order of Lavaplayer, which goes from the surest signature to the vaguest. */
    private static List<MediaContainerProbe> probes(Set<MediaContainer> without) {
        return Arrays.stream(MediaContainer.values())
                .filter(container -> !without.contains(container))
                .map(container -> container.probe)
                .toList();
    }
}
