package dev.backline.lavaplayer.source;

import com.sedmelluq.discord.lavaplayer.player.AudioPlayerManager;
import com.sedmelluq.discord.lavaplayer.source.AudioSourceManager;
import com.sedmelluq.discord.lavaplayer.tools.FriendlyException;
import com.sedmelluq.discord.lavaplayer.tools.FriendlyException.Severity;
import com.sedmelluq.discord.lavaplayer.track.AudioItem;
import com.sedmelluq.discord.lavaplayer.track.AudioPlaylist;
import com.sedmelluq.discord.lavaplayer.track.AudioReference;
import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
import dev.backline.api.audio.Lookup;
import dev.backline.api.audio.Lookup.Failed;
import dev.backline.api.audio.Lookup.Found;
import dev.backline.api.audio.Lookup.NotFound;
import dev.backline.api.audio.Lookup.Reason;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.Track;
import dev.backline.api.audio.TrackQuery;
import dev.backline.api.audio.Wordless;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Any Lavaplayer source manager as a source of tracks. */
public final class ManagedSource implements PlayableSource {

    private static final Logger log = LoggerFactory.getLogger(ManagedSource.class);
    private static final int MAX_REFERENCES = 5;

    private final SourceKey key;
    private final AudioSourceManager manager;
    private final AudioPlayerManager engine;
    private final Reach reach;
    private final Lookups lookups;
    private final AtomicBoolean broken = new AtomicBoolean();

    /**
     * @param manager not shut down by this source
     * @param engine what the manager is told to work for
     * @param reach which queries it is asked for
     * @param lookups where it looks up
     */
    public ManagedSource(
            SourceKey key, AudioSourceManager manager, AudioPlayerManager engine, Reach reach, Lookups lookups) {
        this.key = key;
        this.manager = manager;
        this.engine = engine;
        this.reach = reach;
        this.lookups = lookups;
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public boolean accepts(TrackQuery query) {
        return reach.identifier(query).isPresent();
    }

    @Override
    public CompletionStage<Lookup> lookup(TrackQuery query) {
        return lookups.run(() -> find(query));
    }

    private Lookup find(TrackQuery query) {
        Optional<String> identifier = reach.identifier(query);
        if (identifier.isEmpty()) {
            return new NotFound();
        }
        try {
            Lookup found = found(identifier.get(), read(identifier.get()));
            if (broken.compareAndSet(true, false)) {
                log.info("The source {} works again", key);
            }
            return found;
        } catch (FriendlyException e) {
            return switch (e.severity) {
                case COMMON -> new Failed(Reason.REFUSED, message(e));
                case SUSPICIOUS -> {
                    log.debug("The source {} could not answer", key, e);
                    yield new Failed(Reason.UNAVAILABLE, message(e));
                }
                case FAULT -> unavailable(e);
            };
        } catch (RuntimeException | LinkageError e) {
            return unavailable(e);
        }
    }

    private Failed unavailable(Throwable failure) {
        if (broken.compareAndSet(false, true)) {
            log.warn("The source {} does not work", key, Wordless.of(failure));
        }
        return new Failed(Reason.UNAVAILABLE, "The source " + key + " is not working at the moment.");
    }

    private static String message(FriendlyException failure) {
        String message = failure.getMessage();
        return message == null ? "This cannot be played." : message;
    }

    private Lookup found(String asked, @Nullable AudioItem item) {
        if (item instanceof AudioTrack track) {
            return Found.one(track(asked, track));
        }
        if (item instanceof AudioPlaylist list && !list.getTracks().isEmpty()) {
            List<Track> tracks =
                    list.getTracks().stream().map(track -> track(asked, track)).toList();
            return new Found(tracks, list.isSearchResult() ? Optional.empty() : Optional.ofNullable(list.getName()));
        }
        return new NotFound();
    }

    private Track track(String asked, AudioTrack track) {
        String identifier = reach.keeps(asked, track.getInfo());
        return Findings.track(key, track.getInfo(), identifier, reach.title(identifier));
    }

    /** What the manager has; references to other places of its own are followed. */
    private @Nullable AudioItem read(String identifier) {
        AudioItem item = new AudioReference(identifier, null);
        for (int i = 0; i <= MAX_REFERENCES; i++) {
            if (!(item instanceof AudioReference reference) || reference == AudioReference.NO_TRACK) {
                return item;
            }
            item = manager.loadItem(engine, reference);
        }
        throw new FriendlyException("This leads from one place to the next without end.", Severity.COMMON, null);
    }

    @Override
    public AudioTrack load(Track track) throws Unplayable {
        try {
            AudioItem item = read(track.identifier());
            if (item instanceof AudioTrack loaded) {
                return loaded;
            }
        } catch (FriendlyException e) {
            if (e.severity == Severity.FAULT) {
                throw e;
            }
            throw new Unplayable(message(e));
        }
        throw new Unplayable("This track is no longer there.");
    }
}
