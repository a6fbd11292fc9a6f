package dev.backline.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A curated set of bundles: those that the {@code -runbundles} of a {@code .bndrun} file name, which were resolved when
 * the distribution was built.
 *
 * @param name of the set
 * @param bundles in the order of the file
 */
public record BundleSet(String name, List<Entry> bundles) {

    /**
     * A bundle of the set.
     *
     * @param symbolicName of the bundle
     * @param jar where it is
     * @param startLevel when it starts; the higher, the later, and the earlier it is stopped
     */
    public record Entry(String symbolicName, Path jar, int startLevel) {}

    private static final Pattern RUN_BUNDLE = Pattern.compile("([A-Za-z0-9_.-]+);version='\\[");

    /**
     * Reads a set.
     *
     * @throws LaunchFailure when there is no such set, or a bundle of it is missing
     */
    public static BundleSet read(Home home, String name) {
        Path file = home.sets().resolve(name + ".bndrun");
        if (!name.matches("[a-z0-9-]+") || !Files.isRegularFile(file)) {
            throw new LaunchFailure("There is no bundle set “" + name + "”. Choose one of: " + names(home));
        }
        try {
            Map<String, Path> store = store(home.bundles());
            Properties levels = new Properties();
            try (var reader = Files.newBufferedReader(home.sets().resolve("start-levels.properties"))) {
                levels.load(reader);
            }
            List<Entry> entries = new ArrayList<>();
            String text = Files.readString(file);
            Matcher matcher = RUN_BUNDLE.matcher(text.substring(Math.max(0, text.indexOf("-runbundles:"))));
            while (matcher.find()) {
                String symbolicName = matcher.group(1);
                Path jar = store.get(symbolicName);
                if (jar == null) {
                    throw new LaunchFailure("The set “" + name + "” needs the bundle " + symbolicName + ", and "
                            + home.bundles() + " does not have it. Unpack the distribution anew.");
                }
                entries.add(new Entry(symbolicName, jar, level(levels, symbolicName)));
            }
            return new BundleSet(name, List.copyOf(entries));
        } catch (IOException e) {
            throw new UncheckedIOException("The set “" + name + "” cannot be read", e);
        }
    }

    private static String names(Home home) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home.sets(), "*.bndrun")) {
            List<String> names = new ArrayList<>();
            files.forEach(file -> names.add(file.getFileName().toString().replace(".bndrun", "")));
            names.sort(null);
            return String.join(", ", names);
        } catch (IOException e) {
            return "(" + home.sets() + " cannot be read)";
        }
    }

    private static Map<String, Path> store(Path folder) throws IOException {
        Map<String, Path> jars = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : files) {
                try (JarFile open = new JarFile(jar.toFile())) {
                    Manifest manifest = open.getManifest();
                    Attributes headers = manifest == null ? new Attributes() : manifest.getMainAttributes();
                    String symbolicName = headers.getValue("Bundle-SymbolicName");
                    if (symbolicName != null) {
                        jars.put(symbolicName.replaceFirst(";.*", "").strip(), jar);
                    }
                }
            }
        }
        return jars;
    }

    /** The level of the longest entry that the name begins with. */
    private static int level(Properties levels, String symbolicName) {
        String best = "";
        for (String prefix : levels.stringPropertyNames()) {
            if (symbolicName.startsWith(prefix) && prefix.length() > best.length()) {
                best = prefix;
            }
        }
        return Integer.parseInt(levels.getProperty(best, levels.getProperty("default", "1")));
    }
}
