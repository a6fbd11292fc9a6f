package dev.backline.profiler.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.management.JMException;
import one.profiler.AsyncProfiler;
import org.jspecify.annotations.Nullable;

/**
 * The native half of async-profiler. The JVM takes it as an agent, so that no class loader owns it: bundles that are
 * installed later link to what is loaded already, and there is never a second copy. It stays in the process, idle, until
 * the process ends.
 */
final class NativeLibrary {

    /** Loading needs an option; this one says nothing and starts nothing. */
    private static final String QUIETLY = "\"loglevel=error\"";

    private final Path folder;

    /**
     * Loads nothing yet.
     *
     * @param folder where the library is unpacked to; it stays there
     */
    NativeLibrary(Path folder) {
        this.folder = folder;
    }

    /**
     * The profiler of this process.
     *
     * @throws IOException when it cannot be loaded here; the message says why
     */
    AsyncProfiler load() throws IOException {
        Optional<AsyncProfiler> loaded = linked();
        if (loaded.isPresent()) {
            return loaded.get();
        }
        loadAgent(unpack());
        return linked().orElseThrow(() -> new IOException(
                "the JVM did not accept the native library as an agent; the first lines of its standard error say why"
                        + " (-XX:-EnableDynamicAgentLoading forbids it)"));
    }

    private static Optional<AsyncProfiler> linked() {
        try {
            return Optional.of(AsyncProfiler.getInstance());
        } catch (UnsatisfiedLinkError notLoaded) {
            return Optional.empty();
        }
    }

    private Path unpack() throws IOException {
        try (InputStream library = resource("/native/" + platform() + "/libasyncProfiler.so")) {
            return unpack(library, folder);
        }
    }

    /**
     * Writes a library to a folder. Those of other versions go, which this process does not need: it unpacks none when it
     * has one.
     *
     * @return where it is
     * @throws IOException when it cannot be written; the message says what to do
     */
    static Path unpack(InputStream library, Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            Path unpacked = write(library, folder);
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "libasyncProfiler-*.so")) {
                for (Path each : all) {
                    if (!each.equals(unpacked)) {
                        Files.deleteIfExists(each);
                    }
                }
            }
            return unpacked;
        } catch (IOException e) {
            throw new IOException(
                    "its library cannot be unpacked to " + folder + " (" + e
                            + "); see to it that there is room and that the bot may write there: it is tried again at"
                            + " the next use",
                    e);
        }
    }

    private static Path write(InputStream library, Path folder) throws IOException {
        Path partial = folder.resolve("libasyncProfiler.partial");
        MessageDigest digest = sha256();
        try (DigestInputStream digested = new DigestInputStream(library, digest)) {
            Files.copy(digested, partial, StandardCopyOption.REPLACE_EXISTING);
        }
        // The same content always has the same path: the JVM loads no path twice.
        String name = "libasyncProfiler-" + HexFormat.of().formatHex(digest.digest(), 0, 8) + ".so";
        return Files.move(partial, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static InputStream resource(String name) throws IOException {
        @Nullable InputStream resource = NativeLibrary.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IOException("there is no async-profiler for " + platform());
        }
        return resource;
    }

    private static String os() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    }

    /** Whether this is macOS, which has other timers and signals. */
    static boolean isMac() {
        return os().contains("mac");
    }

    private static String platform() {
        if (isMac()) {
            return "macos";
        }
        String arch = System.getProperty("os.arch", "");
        return os() + "-"
                + switch (arch) {
                    case "amd64", "x86_64" -> "x64";
                    case "aarch64" -> "arm64";
                    default -> arch;
                };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static void loadAgent(Path library) throws IOException {
        try {
            DiagnosticCommand.run("jvmtiAgentLoad", library.toString(), QUIETLY);
        } catch (JMException e) {
            throw new IOException("this JVM loads no agents on demand: " + e.getMessage(), e);
        }
    }
}
