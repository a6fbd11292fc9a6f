package dev.backline.lavaplayer.source;

import com.sedmelluq.discord.lavaplayer.player.AudioPlayerManager;
import com.sedmelluq.discord.lavaplayer.source.local.LocalAudioSourceManager;
import com.sedmelluq.discord.lavaplayer.tools.FriendlyException;
import com.sedmelluq.discord.lavaplayer.tools.FriendlyException.Severity;
import com.sedmelluq.discord.lavaplayer.track.AudioItem;
import com.sedmelluq.discord.lavaplayer.track.AudioReference;
import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
import com.sedmelluq.discord.lavaplayer.track.BasicAudioPlaylist;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lavaplayer's local files, kept within a {@link Library}: loads {@code library:} names, and searches by words. */
final class LibrarySourceManager extends LocalAudioSourceManager {

    /** Each result of a search is opened to read its title and length, so there are few. */
    private static final int MAX_RESULTS = 5;

    private final Library library;

    LibrarySourceManager(Library library) {
        super(Containers.ofSound());
        this.library = library;
    }

    @Override
    public String getSourceName() {
        return "library";
    }

    @Override
    public @Nullable AudioItem loadItem(AudioPlayerManager manager, AudioReference reference) {
        String asked = reference.identifier;
        return asked.startsWith(Library.SCHEME)
                ? open(manager, asked.substring(Library.SCHEME.length()))
                : search(manager, asked);
    }

    private @Nullable AudioItem open(AudioPlayerManager manager, String name) {
        try {
            return library.file(name)
                    .map(file -> super.loadItem(manager, new AudioReference(file.toString(), null)))
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            throw new FriendlyException(e.getMessage(), Severity.COMMON, e);
        }
    }

    private @Nullable AudioItem search(AudioPlayerManager manager, String words) {
        List<AudioTrack> found = new ArrayList<>();
        for (String name : library.search(words, MAX_RESULTS)) {
            try {
                if (open(manager, name) instanceof AudioTrack track) {
                    found.add(track);
                }
            } catch (FriendlyException damaged) {
                // The others are as good an answer.
            }
        }
        return found.isEmpty() ? null : new BasicAudioPlaylist(words, found, found.getFirst(), true);
    }
}
