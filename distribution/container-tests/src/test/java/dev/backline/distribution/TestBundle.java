package dev.backline.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;

/** A bundle that a test makes and an instance gets, with a class of the tests as its activator. */
final class TestBundle {

    private final Manifest manifest = new Manifest();
    private final List<Class<?>> classes = new ArrayList<>();

    TestBundle(String symbolicName, String version) {
        header("Manifest-Version", "1.0");
        header("Bundle-ManifestVersion", "2");
        header("Bundle-SymbolicName", symbolicName);
        header("Bundle-Version", version);
    }

    /** Makes it a feature of that name, with a category and so on. */
    TestBundle feature(String name, String attributes) {
        return header("Provide-Capability", "dev.backline.feature;dev.backline.feature=" + name + attributes);
    }

    /** Its only class. */
    TestBundle activator(Class<? extends BundleActivator> type, String imports) {
        classes.add(type);
        header("Import-Package", imports);
        return header("Bundle-Activator", type.getName());
    }

    TestBundle header(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    Path write(Path file) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (Class<?> type : classes) {
                String name = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (InputStream content =
                        Objects.requireNonNull(type.getClassLoader()).getResourceAsStream(name)) {
                    Objects.requireNonNull(content).transferTo(jar);
                }
            }
        }
        return file;
    }
}
