package dev.backline.runtime.playback;

import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.Track;
import dev.backline.api.playback.LoopMode;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps sessions over restarts: one JSON file per guild, readable by its owner alone, replaced in one step so that a
 * crash or a full disk leaves the previous one. Not safe for threads.
 */
final class SessionStore {

    private static final Logger log = LoggerFactory.getLogger(SessionStore.class);
    private static final String ENDING = ".json";

    private final Path folder;
    private boolean failing;

    SessionStore(Path folder) {
        this.folder = folder;
    }

    /** Everything that was kept. A file that cannot be read is set aside under another name and said in the log. */
    List<SavedSession> load() {
        List<SavedSession> sessions = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return sessions;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path file : files) {
                read(file).ifPresent(sessions::add);
            }
        } catch (IOException e) {
            log.error("The kept queues in {} cannot be listed; the bot starts without them", folder, e);
        }
        return sessions;
    }

    private static Optional<SavedSession> read(Path file) {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
            return Optional.of(fromJson(reader.readObject()));
        } catch (IOException | RuntimeException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".broken");
            log.error("The kept queue {} is not readable and is set aside as {}", file, aside.getFileName(), e);
            try {
                Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException stays) {
                log.error("{} cannot be renamed", file, stays);
            }
            return Optional.empty();
        }
    }

    /**
     * Keeps a session, or forgets the guild's when there is nothing in it. A failure is logged until it works again.
     *
     * @return whether it worked
     */
    boolean save(SavedSession session) {
        Path file = folder.resolve(session.guildId() + ENDING);
        try {
            if (session.blank()) {
                Files.deleteIfExists(file);
            } else {
                write(session, file);
            }
            if (failing) {
                failing = false;
                log.info("Queues are kept again in {}", folder);
            }
            return true;
        } catch (IOException | UncheckedIOException | JsonException e) {
            if (!failing) {
                failing = true;
                log.error("Queues cannot be kept in {}: a restart would lose what changed since", folder, e);
            }
            return false;
        }
    }

    private void write(SavedSession session, Path file) throws IOException {
        Files.createDirectories(folder);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (Writer writer = Files.newBufferedWriter(fresh)) {
            writer.write(toJson(session).toString());
        }
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(
                    fresh, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static JsonObject toJson(SavedSession session) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("guild", session.guildId())
                .add("positionMillis", session.position().toMillis())
                .add("paused", session.paused())
                .add("volume", session.volume())
                .add("loop", session.loop().name());
        session.channelId().ifPresent(channel -> json.add("channel", channel));
        session.current().ifPresent(current -> json.add("current", toJson(current)));
        JsonArrayBuilder queue = Json.createArrayBuilder();
        session.queue().forEach(queued -> queue.add(toJson(queued)));
        return json.add("queue", queue).build();
    }

    private static JsonObject toJson(QueuedTrack queued) {
        Track track = queued.track();
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("identifier", track.identifier())
                .add("source", track.source().name())
                .add("title", track.title())
                .add("author", track.author())
                .add("requestedBy", queued.requestedBy());
        track.length().ifPresent(length -> json.add("lengthMillis", length.toMillis()));
        track.link().ifPresent(link -> json.add("link", link.toString()));
        return json.build();
    }

    private static SavedSession fromJson(JsonObject json) {
        List<QueuedTrack> queue = new ArrayList<>();
        for (JsonValue queued : json.getJsonArray("queue")) {
            queue.add(trackFromJson(queued.asJsonObject()));
        }
        return new SavedSession(
                json.getJsonNumber("guild").longValueExact(),
                json.containsKey("channel")
                        ? OptionalLong.of(json.getJsonNumber("channel").longValueExact())
                        : OptionalLong.empty(),
                json.containsKey("current")
                        ? Optional.of(trackFromJson(json.getJsonObject("current")))
                        : Optional.empty(),
                Duration.ofMillis(json.getJsonNumber("positionMillis").longValueExact()),
                json.getBoolean("paused"),
                json.getInt("volume"),
                LoopMode.valueOf(json.getString("loop")),
                queue);
    }

    private static QueuedTrack trackFromJson(JsonObject json) {
        Track track = new Track(
                json.getString("identifier"),
                new SourceKey(json.getString("source")),
                json.getString("title"),
                json.getString("author"),
                json.containsKey("lengthMillis")
                        ? Optional.of(Duration.ofMillis(
                                json.getJsonNumber("lengthMillis").longValueExact()))
                        : Optional.empty(),
                json.containsKey("link") ? Optional.of(URI.create(json.getString("link"))) : Optional.empty());
        return new QueuedTrack(track, json.getJsonNumber("requestedBy").longValueExact(), System.nanoTime());
    }
}
