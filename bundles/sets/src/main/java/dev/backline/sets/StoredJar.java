package dev.backline.sets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;

/**
 * A bundle that the distribution has, whether or not it is installed.
 *
 * @param symbolicName of the bundle
 * @param version of the bundle
 * @param file where it is
 * @param provides its header {@code Provide-Capability}; may be empty
 * @param exports its header {@code Export-Package}; may be empty
 */
public record StoredJar(String symbolicName, String version, Path file, String provides, String exports) {

    /**
     * By what its content is known. Times do not count: every build gives all of its files the same one.
     *
     * @throws IOException when it cannot be read
     */
    public String fingerprint() throws IOException {
        CRC32 sum = new CRC32();
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                sum.update((entry.getName() + " " + entry.getCrc()).getBytes(StandardCharsets.UTF_8));
            }
        }
        return Long.toHexString(sum.getValue());
    }

    /** Reads the headers of a jar; empty when it is no bundle. */
    static Optional<StoredJar> read(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            String symbolicName = manifest == null ? "" : header(manifest, "Bundle-SymbolicName");
            if (manifest == null || symbolicName.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new StoredJar(
                    symbolicName.replaceFirst(";.*", "").strip(),
                    header(manifest, "Bundle-Version"),
                    file,
                    header(manifest, "Provide-Capability"),
                    header(manifest, "Export-Package")));
        }
    }

    private static String header(Manifest manifest, String name) {
        String value = manifest.getMainAttributes().getValue(name);
        return value == null ? "" : value;
    }
}
