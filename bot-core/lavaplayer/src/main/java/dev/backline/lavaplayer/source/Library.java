package dev.backline.lavaplayer.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of music files. Files outside of it are out of reach, by {@code ..} as well as by symbolic links; links to
 * folders are not followed. A folder that does not exist is an empty library.
 *
 * <p>Safe for any thread; methods block while they read the folder. What they know of it may be five seconds old.
 */
public final class Library {

    /** Where a library's identifiers begin. */
    static final String SCHEME = "library:";

    private static final Set<String> SOUND =
            Set.of("aac", "flac", "m4a", "mka", "mkv", "mp3", "mp4", "oga", "ogg", "opus", "wav", "weba", "webm");
    private static final int MAX_DEPTH = 16;
    private static final int MAX_FILES = 50_000;
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Path folder;
    private final LongSupplier nanoTime;
    private volatile @Nullable Listing listing;

    /** What was in the folder at a time; names are relative, with slashes. */
    private record Listing(List<String> names, long readNanos) {}

    /**
     * @param nanoTime a clock that only runs forward, in nanoseconds
     */
    public Library(Path folder, LongSupplier nanoTime) {
        this.folder = folder.toAbsolutePath().normalize();
        this.nanoTime = nanoTime;
    }

    /**
     * Finds a file by its name.
     *
     * @param name relative to the folder, with slashes
     * @return its real path; empty when there is no such file
     * @throws IllegalArgumentException when it is not in the folder; the message is for the one who asked
     */
    Optional<Path> file(String name) {
        Path asked;
        try {
            asked = folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        try {
            requireInside(asked, folder);
            Path real = asked.toRealPath();
            requireInside(real, folder.toRealPath());
            return Files.isRegularFile(real) ? Optional.of(real) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireInside(Path file, Path folder) {
        if (!file.startsWith(folder)) {
            throw new IllegalArgumentException("Only files of the library can be played from there.");
        }
    }

    /** The name of a file of this library, by its real path. */
    String nameOf(Path real) {
        try {
            return name(folder.toRealPath(), real);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    /**
     * Searches by name: every word has to occur in it.
     *
     * @param words may be blank, which finds everything
     * @return at most {@code limit} names; those that begin with the words first, short ones before long ones
     */
    List<String> search(String words, int limit) {
        String wanted = words.toLowerCase(Locale.ROOT).strip();
        List<String> parts = Arrays.stream(wanted.split("[^\\p{L}\\p{N}]+"))
                .filter(part -> !part.isEmpty())
                .toList();
        if (parts.isEmpty() && !wanted.isEmpty()) {
            return List.of();
        }
        return names().stream()
                .filter(name -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    return parts.stream().allMatch(lower::contains);
                })
                .sorted(Comparator.comparing((String name) ->
                                !titleOf(name).toLowerCase(Locale.ROOT).startsWith(wanted))
                        .thenComparing(String::length)
                        .thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .toList();
    }

    /** A name without folders and ending, as a title. */
    static String titleOf(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    private List<String> names() {
        Listing known = listing;
        if (known == null || nanoTime.getAsLong() - known.readNanos() > FRESH.toNanos()) {
            known = new Listing(read(), nanoTime.getAsLong());
            listing = known;
        }
        return known.names();
    }

    private List<String> read() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try {
            Path real = folder.toRealPath();
            List<String> names = new ArrayList<>();
            try (Stream<Path> files = Files.walk(real, MAX_DEPTH)) {
                files.filter(file -> isSound(file) && isInside(file, real))
                        .limit(MAX_FILES)
                        .forEach(file -> names.add(name(real, file)));
            }
            return List.copyOf(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSound(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 && SOUND.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT)) && Files.isRegularFile(file);
    }

    private static boolean isInside(Path file, Path real) {
        try {
            return file.toRealPath().startsWith(real);
        } catch (IOException gone) {
            return false;
        }
    }
}
