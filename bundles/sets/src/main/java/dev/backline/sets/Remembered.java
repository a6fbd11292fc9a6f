package dev.backline.sets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an instance remembers of its set over a restart.
 *
 * @param folder where it is kept; made when something is written
 */
public record Remembered(Path folder) {

    /** The set that runs; empty before the first start. */
    public Optional<String> set() throws IOException {
        return lines("set").findFirst();
    }

    /** Another set runs from now on: what was removed from the one before is forgotten. */
    public void set(String name) throws IOException {
        if (!set().equals(Optional.of(name))) {
            removed(Set.of());
            write("set", Set.of(name));
        }
    }

    /** Symbolic names of the bundles of the set that an operator removed. */
    public Set<String> removed() throws IOException {
        return lines("removed").collect(Collectors.toCollection(TreeSet::new));
    }

    /** Replaces what {@link #removed()} returns. */
    public void removed(Collection<String> symbolicNames) throws IOException {
        write("removed", symbolicNames);
    }

    /** Fingerprints of the jars that the distribution had at the last start, by symbolic name; at first none. */
    public Map<String, String> jars() throws IOException {
        return lines("jars")
                .map(line -> line.split(" ", 2))
                .filter(words -> words.length == 2)
                .collect(Collectors.toMap(words -> words[0], words -> words[1]));
    }

    /** Replaces what {@link #jars()} returns. */
    public void jars(Map<String, String> fingerprints) throws IOException {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(fingerprints).forEach((bundle, fingerprint) -> lines.add(bundle + " " + fingerprint));
        write("jars", lines);
    }

    private Stream<String> lines(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.isRegularFile(path)
                ? Files.readAllLines(path).stream().filter(line -> !line.isBlank())
                : Stream.empty();
    }

    private void write(String file, Collection<String> lines) throws IOException {
        Files.createDirectories(folder);
        Path fresh = folder.resolve(file + ".new");
        Files.write(fresh, lines);
        Files.move(fresh, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
