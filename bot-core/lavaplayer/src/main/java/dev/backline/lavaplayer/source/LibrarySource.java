package dev.backline.lavaplayer.source;

import com.sedmelluq.discord.lavaplayer.player.AudioPlayerManager;
import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
import com.sedmelluq.discord.lavaplayer.track.AudioTrackInfo;
import dev.backline.api.audio.Lookup;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.Track;
import dev.backline.api.audio.TrackQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The files of a {@link Library}: {@code library:folder/file.mp3}, or words that occur in a file's name. */
public final class LibrarySource implements PlayableSource {

    /** The longest label and query of a completion. */
    private static final int MAX_SUGGESTION = 100;

    private final Library library;
    private final Lookups lookups;
    private final ManagedSource files;

    public LibrarySource(Library library, AudioPlayerManager engine, Lookups lookups) {
        this.library = library;
        this.lookups = lookups;
        files = new ManagedSource(
                new SourceKey("library"), new LibrarySourceManager(library), engine, new NamesAndWords(), lookups);
    }

    @Override
    public SourceKey key() {
        return files.key();
    }

    @Override
    public boolean accepts(TrackQuery query) {
        return files.accepts(query);
    }

    @Override
    public CompletionStage<Lookup> lookup(TrackQuery query) {
        return files.lookup(query);
    }

    @Override
    public AudioTrack load(Track track) throws Unplayable {
        return files.load(track);
    }

    /** Files whose identifier is too long to be sent back by a completion are left out. */
    @Override
    public CompletionStage<List<Suggestion>> suggest(String typed, int limit) {
        String words = typed.startsWith(Library.SCHEME) ? typed.substring(Library.SCHEME.length()) : typed;
        return lookups.run(() -> library.search(words, limit).stream()
                .map(name -> new Suggestion(name, Library.SCHEME + name))
                .filter(suggestion -> suggestion.query().length() <= MAX_SUGGESTION)
                .toList());
    }

    private final class NamesAndWords implements Reach {

        @Override
        public Optional<String> identifier(TrackQuery query) {
            return query.text().startsWith(Library.SCHEME) || Words.test(query)
                    ? Optional.of(query.text())
                    : Optional.empty();
        }

        @Override
        public String keeps(String asked, AudioTrackInfo found) {
            return Library.SCHEME + library.nameOf(Path.of(found.identifier));
        }

        @Override
        public String title(String identifier) {
            return Library.titleOf(identifier.substring(Library.SCHEME.length()));
        }
    }
}
