package dev.backline.features;

import dev.backline.api.feature.FeatureFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** A bundle's content before it is installed. */
final class Jar {

    /** The largest there should be; the sandbox has 20 MB. */
    private static final long LARGEST = 200_000_000;

    private final String symbolicName;
    private final Version version;
    private final byte[] bytes;

    private Jar(String symbolicName, Version version, byte[] bytes) {
        this.symbolicName = symbolicName;
        this.version = version;
        this.bytes = bytes;
    }

    String symbolicName() {
        return symbolicName;
    }

    Version version() {
        return version;
    }

    /**
     * Reads a file whole, so that it cannot change between the look at it and the installation.
     *
     * @throws FeatureFailure when it is no bundle; the message says what is missing
     */
    static Jar read(Path file) throws FeatureFailure {
        try {
            if (Files.size(file) > LARGEST) {
                throw new FeatureFailure(file.getFileName() + " has more than " + LARGEST / 1_000_000 + " MB");
            }
            byte[] bytes = Files.readAllBytes(file);
            Manifest manifest = manifest(bytes);
            String symbolicName = header(manifest, "Bundle-SymbolicName")
                    .replaceFirst(";.*", "")
                    .strip();
            if (!header(manifest, "Bundle-ManifestVersion").equals("2") || symbolicName.isEmpty()) {
                throw new FeatureFailure(file.getFileName() + " is a jar and no bundle: its manifest needs"
                        + " Bundle-ManifestVersion: 2 and a Bundle-SymbolicName. bnd writes them");
            }
            return new Jar(symbolicName, Version.parseVersion(header(manifest, "Bundle-Version")), bytes);
        } catch (NoSuchFileException e) {
            throw new FeatureFailure("There is no file " + file, e);
        } catch (IllegalArgumentException e) {
            throw new FeatureFailure(file.getFileName() + " is no bundle: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new FeatureFailure(
                    file.getFileName() + " is no whole jar: " + e.getMessage()
                            + ". Is it still being copied? Copy it under another name, and rename it then",
                    e);
        }
    }

    /**
     * Reads every entry to its end, since a jar may be cut or damaged anywhere. From a copy, since the directory at its end
     * counts as well, and is read from files only.
     */
    private static Manifest manifest(byte[] bytes) throws IOException {
        Path copy = Files.createTempFile("backline-", ".jar");
        try {
            Files.write(copy, bytes);
            try (JarFile jar = new JarFile(copy.toFile(), false)) {
                for (var entries = jar.entries(); entries.hasMoreElements(); ) {
                    try (InputStream entry = jar.getInputStream(entries.nextElement())) {
                        entry.transferTo(OutputStream.nullOutputStream());
                    }
                }
                Manifest manifest = jar.getManifest();
                return manifest == null ? new Manifest() : manifest;
            }
        } finally {
            Files.delete(copy);
        }
    }

    private static String header(Manifest manifest, String name) {
        String value = manifest.getMainAttributes().getValue(name);
        return value == null ? "" : value.strip();
    }

    /** What an installed bundle consists of now, packed again, so that an update can be taken back. */
    static Jar of(Bundle bundle) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, bundle, "META-INF/MANIFEST.MF");
            Enumeration<URL> entries = bundle.findEntries("/", "*", true);
            while (entries != null && entries.hasMoreElements()) {
                String name = entries.nextElement().getPath().substring(1);
                if (!name.endsWith("/") && !name.equals("META-INF/MANIFEST.MF")) {
                    add(zip, bundle, name);
                }
            }
        }
        return new Jar(bundle.getSymbolicName(), bundle.getVersion(), bytes.toByteArray());
    }

    private static void add(ZipOutputStream zip, Bundle bundle, String name) throws IOException {
        URL url = bundle.getEntry(name);
        if (url != null) {
            zip.putNextEntry(new ZipEntry(name));
            try (InputStream entry = url.openStream()) {
                entry.transferTo(zip);
            }
            zip.closeEntry();
        }
    }

    InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
