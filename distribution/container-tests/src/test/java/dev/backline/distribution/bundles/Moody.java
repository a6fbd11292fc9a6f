package dev.backline.distribution.bundles;

import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Starts unless there is a file {@code moody} in the home. */
public final class Moody implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        if (Files.exists(Path.of(context.getProperty("backline.home"), "moody"))) {
            throw new IllegalStateException("it is moody");
        }
    }

    @Override
    public void stop(BundleContext context) {}
}
