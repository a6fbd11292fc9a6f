package dev.backline.configuration;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of the configuration folder, each laid over the one before it, key by key. A file that cannot be read keeps
 * its last good content. Not safe for threads.
 */
final class Layers {

    /**
     * One value, and where it was set.
     *
     * @param file name of the file that won
     */
    record Setting(JsonValue value, String file) {}

    /**
     * What the files say together.
     *
     * @param settings by PID, then by key
     * @param problems with the files themselves
     */
    record Merged(SortedMap<String, SortedMap<String, Setting>> settings, List<Problem> problems) {}

    private final List<Path> files;
    private final Map<Path, JsonObject> lastGood = new HashMap<>();

    /**
     * @param folder of the files
     * @param environment names the middle layer: {@code development}, {@code production}
     */
    Layers(Path folder, String environment) {
        files = List.of(
                folder.resolve("base.json"), folder.resolve(environment + ".json"), folder.resolve("local.json"));
    }

    /** The files, the lowest layer first, whether they exist or not. */
    List<Path> files() {
        return files;
    }

    /** Reads all files anew. */
    Merged read() {
        List<Problem> problems = new ArrayList<>();
        SortedMap<String, SortedMap<String, Setting>> settings = new TreeMap<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
                lastGood.put(file, reader.readObject());
            } catch (NoSuchFileException none) {
                lastGood.remove(file);
            } catch (JsonParsingException e) {
                problems.add(new Problem(
                        name,
                        "is no JSON object, see line " + e.getLocation().getLineNumber() + ", column "
                                + e.getLocation().getColumnNumber() + kept(file)));
            } catch (IOException | RuntimeException e) {
                problems.add(new Problem(name, "cannot be read (" + e.getClass().getSimpleName() + ")" + kept(file)));
            }
            merge(name, lastGood.getOrDefault(file, JsonValue.EMPTY_JSON_OBJECT), settings, problems);
        }
        return new Merged(settings, problems);
    }

    private String kept(Path file) {
        return lastGood.containsKey(file) ? "; its last good content holds" : "";
    }

    private static void merge(
            String file,
            JsonObject layer,
            SortedMap<String, SortedMap<String, Setting>> settings,
            List<Problem> problems) {
        layer.forEach((pid, value) -> {
            if (pid.startsWith(":configurator:")) {
                return;
            }
            if (value.getValueType() != JsonValue.ValueType.OBJECT) {
                problems.add(new Problem(file, "“" + pid + "” must hold an object of keys and values"));
                return;
            }
            SortedMap<String, Setting> keys = settings.computeIfAbsent(pid, none -> new TreeMap<>());
            value.asJsonObject().forEach((key, set) -> keys.put(key, new Setting(set, file)));
        });
    }
}
