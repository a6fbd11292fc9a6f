package dev.backline.configuration;

import dev.backline.configuration.Layers.Merged;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * Hands configuration to the Felix Configurator, which reads it from bundles: one that holds what the files say
 * together, and is updated when that changes. Values with placeholders go in as they are, so no secret is stored.
 */
final class ConfiguratorBundle {

    private static final String LOCATION = "backline-configuration";
    private static final String DIGEST = "Backline-Configuration";

    private final BundleContext context;

    ConfiguratorBundle(BundleContext context) {
        this.context = context;
    }

    /**
     * Makes the configuration of the framework what the files say; does nothing when it is that already.
     *
     * @return whether something changed
     */
    boolean apply(Merged merged) throws BundleException, IOException {
        String json = json(merged);
        String digest = digest(json);
        Bundle present = context.getBundle(LOCATION);
        if (present != null && digest.equals(present.getHeaders().get(DIGEST))) {
            boolean failedBefore = present.getState() != Bundle.ACTIVE;
            if (failedBefore) {
                present.start();
            }
            return failedBefore;
        }
        ByteArrayInputStream jar = new ByteArrayInputStream(jar(json, digest));
        if (present == null) {
            context.installBundle(LOCATION, jar).start();
        } else {
            present.update(jar);
        }
        return true;
    }

    /** Whether what was applied last is in force. */
    boolean isActive() {
        Bundle present = context.getBundle(LOCATION);
        return present != null && present.getState() == Bundle.ACTIVE;
    }

    private static String json(Merged merged) {
        JsonObjectBuilder document = Json.createObjectBuilder().add(":configurator:resource-version", 1);
        merged.settings().forEach((pid, keys) -> {
            JsonObjectBuilder values = Json.createObjectBuilder();
            keys.forEach((key, setting) -> values.add(key, setting.value()));
            document.add(pid, values);
        });
        return document.build().toString();
    }

    private static byte[] jar(String json, String digest) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "dev.backline.configuration.files");
        headers.putValue("Bundle-Name", "Backline :: what conf/ says");
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue(DIGEST, digest);
        headers.putValue(
                "Require-Capability",
                "osgi.extender;filter:=\"(&(osgi.extender=osgi.configurator)(version>=1.0)(!(version>=2.0)))\"");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new JarEntry("OSGI-INF/configurator/conf.json"));
            jar.write(json.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
        return bytes.toByteArray();
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
