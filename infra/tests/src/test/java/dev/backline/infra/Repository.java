package dev.backline.infra;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of this repository. */
public final class Repository {

    public static final Path ROOT = Path.of(System.getProperty("backline.repository", "../.."))
            .toAbsolutePath()
            .normalize();
    public static final Path PROMETHEUS = ROOT.resolve("infra/prometheus");
    public static final Path RUNBOOKS = ROOT.resolve("docs/runbooks");

    private Repository() {}

    /** The files in a folder whose names end so, in their order. */
    public static List<Path> files(Path folder, String end) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a YAML file says, as maps, lists and scalars. */
    static Object yaml(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The list of maps that a map of a YAML file has under a key; fails when there is none. */
    static List<Map<?, ?>> maps(Object map, String key) {
        List<Map<?, ?>> maps = new ArrayList<>();
        for (Object entry : (List<?>) Objects.requireNonNull(((Map<?, ?>) map).get(key), key)) {
            maps.add((Map<?, ?>) entry);
        }
        return maps;
    }

    /** The name of a file without what stands behind its last dot. */
    static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.lastIndexOf('.'));
    }
}
