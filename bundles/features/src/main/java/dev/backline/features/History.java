package dev.backline.features;

import dev.backline.api.feature.Cause;
import dev.backline.api.feature.FeatureChange;
import dev.backline.api.feature.FeatureChange.Kind;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened to features, in a file with a JSON object per line. What cannot be written is kept until the process
 * ends. Safe for use by any thread.
 */
final class History {

    /** The oldest go when there are more. */
    static final int MOST = 5_000;

    /** What leaves a feature as it is. */
    private static final Set<Kind> NO_CHANGE = EnumSet.of(Kind.REPORTED, Kind.REFUSED);

    private static final Logger log = LoggerFactory.getLogger(History.class);

    private final Path file;
    private final Deque<FeatureChange> changes = new ArrayDeque<>();
    private boolean failing;

    /** Reads what there is; lines that cannot be read are left out, and said. */
    History(Path file) {
        this.file = file;
        read();
    }

    private void read() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            int broken = 0;
            for (String line : lines.subList(Math.max(0, lines.size() - MOST), lines.size())) {
                try {
                    changes.add(parse(line));
                } catch (JsonException
                        | ClassCastException
                        | NullPointerException
                        | IllegalArgumentException
                        | DateTimeException e) {
                    broken++;
                }
            }
            if (broken > 0) {
                log.warn("{} lines of {} cannot be read and are left out", broken, file);
            }
            if (lines.size() > 2 * MOST) {
                Path fresh = file.resolveSibling(file.getFileName() + ".new");
                Files.write(
                        fresh,
                        changes.stream()
                                .map(History::json)
                                .map(Object::toString)
                                .toList());
                Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            log.error("The history {} cannot be read; it begins anew", file, e);
        }
    }

    synchronized void add(FeatureChange change) {
        changes.add(change);
        if (changes.size() > MOST) {
            changes.removeFirst();
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, json(change) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                log.error("The history {} cannot be written; what happens is known until the bot ends", file, e);
            }
            failing = true;
        }
    }

    synchronized List<FeatureChange> all() {
        return List.copyOf(changes);
    }

    /** The last change that made a feature what it is. */
    synchronized Optional<FeatureChange> latest(String feature) {
        for (var newest = changes.descendingIterator(); newest.hasNext(); ) {
            FeatureChange change = newest.next();
            if (change.feature().equals(feature) && !NO_CHANGE.contains(change.kind())) {
                return Optional.of(change);
            }
        }
        return Optional.empty();
    }

    static JsonObject json(FeatureChange change) {
        return Json.createObjectBuilder()
                .add("at", change.at().toString())
                .add("feature", change.feature())
                .add("kind", change.kind().name())
                .add("origin", change.cause().origin().name())
                .add("who", change.cause().who())
                .add("reason", change.cause().reason())
                .add("detail", change.detail())
                .build();
    }

    private static FeatureChange parse(String line) {
        try (var reader = Json.createReader(new StringReader(line))) {
            JsonObject object = reader.readObject();
            return new FeatureChange(
                    Instant.parse(object.getString("at")),
                    object.getString("feature"),
                    Kind.valueOf(object.getString("kind")),
                    new Cause(
                            Cause.Origin.valueOf(object.getString("origin")),
                            object.getString("who"),
                            object.getString("reason")),
                    object.getString("detail"));
        }
    }
}
