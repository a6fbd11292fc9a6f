package dev.backline.sandbox.node.player;

import com.sedmelluq.discord.lavaplayer.tools.FriendlyException;
import com.sedmelluq.discord.lavaplayer.track.AudioItem;
import com.sedmelluq.discord.lavaplayer.track.AudioPlaylist;
import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
import dev.arbjerg.lavalink.protocol.v4.Exception.Severity;
import dev.arbjerg.lavalink.protocol.v4.LoadResult;
import dev.arbjerg.lavalink.protocol.v4.PlaylistInfo;
import dev.arbjerg.lavalink.protocol.v4.Track;
import dev.arbjerg.lavalink.protocol.v4.TrackInfo;
import dev.backline.sandbox.node.protocol.Wire;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import kotlinx.serialization.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Lavaplayer's tracks and failures as the protocol describes them. */
public final class Tracks {

    /** In what is said of an exception, since 4.1. */
    static final String STACK_TRACE = "causeStackTrace";

    private static final JsonObject NOTHING = new JsonObject(Map.of());

    private Tracks() {}

    /** A track that the engine encodes. */
    public static Track describe(Engine engine, AudioTrack track) {
        return describe(engine.encode(track), track);
    }

    /** A track that was given encoded. */
    public static Track describe(String encoded, AudioTrack track) {
        return new Track(
                encoded,
                new TrackInfo(
                        track.getIdentifier(),
                        track.isSeekable(),
                        track.getInfo().author,
                        track.getDuration(),
                        track.getInfo().isStream,
                        track.getPosition(),
                        track.getInfo().title,
                        track.getInfo().uri,
                        track.getSourceManager().getSourceName(),
                        track.getInfo().artworkUrl,
                        track.getInfo().isrc),
                NOTHING,
                track.getUserData() instanceof JsonObject given ? given : NOTHING);
    }

    /** What a look-up found. */
    public static JsonObject loaded(Engine engine, @Nullable AudioItem found) {
        LoadResult result =
                switch (found) {
                    case null -> LoadResult.NoMatches.Companion.invoke();
                    case AudioTrack track -> LoadResult.Companion.trackLoaded(describe(engine, track));
                    case AudioPlaylist list ->
                        list.isSearchResult()
                                ? LoadResult.Companion.searchResult(all(engine, list))
                                : LoadResult.Companion.playlistLoaded(
                                        new PlaylistInfo(
                                                list.getName(), list.getTracks().indexOf(list.getSelectedTrack())),
                                        NOTHING,
                                        all(engine, list));
                    default -> throw new IllegalStateException("A source found a " + found.getClass());
                };
        return tree(result);
    }

    private static List<Track> all(Engine engine, AudioPlaylist list) {
        return list.getTracks().stream().map(track -> describe(engine, track)).toList();
    }

    /** That a look-up failed. */
    public static JsonObject failed(FriendlyException failure) {
        return Wire.within(
                tree(LoadResult.Companion.loadFailed(describe(failure, failure))),
                "data",
                data -> Wire.with(data, STACK_TRACE, stackTrace(failure)));
    }

    private static JsonObject tree(LoadResult result) {
        return (JsonObject) Wire.tree(LoadResult.Companion.serializer(), result);
    }

    /** What went wrong while a track was played. */
    static dev.arbjerg.lavalink.protocol.v4.Exception describe(FriendlyException failure, Throwable cause) {
        return new dev.arbjerg.lavalink.protocol.v4.Exception(
                failure.getMessage(),
                switch (failure.severity) {
                    case COMMON -> Severity.COMMON;
                    case SUSPICIOUS -> Severity.SUSPICIOUS;
                    case FAULT -> Severity.FAULT;
                },
                cause.toString());
    }

    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    public static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
