package dev.backline.sets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The bundle sets of an instance: those of the distribution, resolved when it was built, and those of the operator, who
 * may have a set of the same name. Safe for use by any thread.
 */
public final class BundleSets {

    private static final String SUFFIX = ".bndrun";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern RUN_BUNDLE = Pattern.compile("([A-Za-z0-9_.-]+);version='\\[");
    private static final String RUN_BUNDLES = "-runbundles:";

    /**
     * A jar that was opened.
     *
     * @param modified when it was changed last
     * @param size in bytes
     * @param jar what it is; empty when it is no bundle
     */
    private record Opened(FileTime modified, long size, Optional<StoredJar> jar) {

        private boolean isStill(BasicFileAttributes file) {
            return modified.equals(file.lastModifiedTime()) && size == file.size();
        }
    }

    private final Path distribution;
    private final Path own;

    /** Some look for what the distribution has every few seconds, and to open forty jars costs megabytes. */
    private final Map<Path, Opened> opened = new ConcurrentHashMap<>();

    /**
     * Reads nothing yet.
     *
     * @param distribution with {@code sets/} and {@code bundles/}
     * @param own folder of the operator's sets; need not exist
     */
    public BundleSets(Path distribution, Path own) {
        this.distribution = distribution;
        this.own = own;
    }

    /** Names of all sets. */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        for (Path folder : List.of(own, distribution.resolve("sets"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.map(file -> String.valueOf(file.getFileName()))
                            .filter(file -> file.endsWith(SUFFIX))
                            .forEach(file -> names.add(file.substring(0, file.length() - SUFFIX.length())));
                } catch (IOException e) {
                    throw new UncheckedIOException(folder + " cannot be read", e);
                }
            }
        }
        return names;
    }

    /**
     * Reads a set.
     *
     * @throws BundleSetFailure when there is no such set, or a bundle of it is missing
     */
    public BundleSet read(String name) {
        Set<String> symbolicNames = symbolicNames(name);
        Map<String, StoredJar> jars = jars();
        List<BundleSet.Entry> entries = new ArrayList<>();
        for (String symbolicName : symbolicNames) {
            StoredJar jar = jars.get(symbolicName);
            if (jar == null) {
                throw new BundleSetFailure("The set “" + name + "” needs the bundle " + symbolicName + ", and "
                        + distribution.resolve("bundles") + " does not have it. Unpack the distribution anew.");
            }
            entries.add(new BundleSet.Entry(jar, startLevel(symbolicName)));
        }
        return new BundleSet(name, entries);
    }

    /**
     * What a set consists of, in the order of its file; no jar is opened.
     *
     * @throws BundleSetFailure when there is no such set
     */
    public Set<String> symbolicNames(String name) {
        Path file = Files.isRegularFile(own.resolve(name + SUFFIX))
                ? own.resolve(name + SUFFIX)
                : distribution.resolve("sets").resolve(name + SUFFIX);
        if (!NAME.matcher(name).matches() || !Files.isRegularFile(file)) {
            throw new BundleSetFailure(
                    "There is no bundle set “" + name + "”. Choose one of: " + String.join(", ", names()));
        }
        try {
            String text = Files.readString(file);
            Matcher matcher = RUN_BUNDLE.matcher(text.substring(Math.max(0, text.indexOf(RUN_BUNDLES))));
            Set<String> symbolicNames = new LinkedHashSet<>();
            while (matcher.find()) {
                symbolicNames.add(matcher.group(1));
            }
            return symbolicNames;
        } catch (IOException e) {
            throw new UncheckedIOException("The set “" + name + "” cannot be read", e);
        }
    }

    /**
     * Writes a set of the operator's own.
     *
     * @param symbolicNames of its bundles, and their versions
     * @return the file
     * @throws BundleSetFailure when the name cannot be one
     */
    public Path write(String name, Map<String, String> symbolicNames) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new BundleSetFailure("A set's name has up to 40 lower-case letters, digits and dashes");
        }
        Files.createDirectories(own);
        List<String> lines = new ArrayList<>();
        new TreeMap<>(symbolicNames)
                .forEach(
                        (bundle, version) -> lines.add("\t" + bundle + ";version='[" + version + "," + version + "]'"));
        Path file = own.resolve(name + SUFFIX);
        Files.writeString(file, RUN_BUNDLES + " \\\n" + String.join(",\\\n", lines) + "\n");
        return file;
    }

    /** The bundles that the distribution has, by symbolic name. */
    public Map<String, StoredJar> jars() {
        Map<String, StoredJar> jars = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(distribution.resolve("bundles"), "*.jar")) {
            for (Path file : files) {
                open(file).ifPresent(jar -> jars.put(jar.symbolicName(), jar));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(distribution.resolve("bundles") + " cannot be read", e);
        }
        return jars;
    }

    private Optional<StoredJar> open(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Opened before = opened.get(file);
        if (before != null && before.isStill(attributes)) {
            return before.jar();
        }
        Opened now = new Opened(attributes.lastModifiedTime(), attributes.size(), StoredJar.read(file));
        opened.put(file, now);
        return now.jar();
    }

    /** When a bundle starts: the level of the longest entry that its name begins with. */
    public int startLevel(String symbolicName) {
        Properties levels = new Properties();
        Path file = distribution.resolve("sets").resolve("start-levels.properties");
        try (var reader = Files.newBufferedReader(file)) {
            levels.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        String best = "";
        for (String prefix : levels.stringPropertyNames()) {
            if (symbolicName.startsWith(prefix) && prefix.length() > best.length()) {
                best = prefix;
            }
        }
        return Integer.parseInt(levels.getProperty(best, levels.getProperty("default", "1")));
    }
}
