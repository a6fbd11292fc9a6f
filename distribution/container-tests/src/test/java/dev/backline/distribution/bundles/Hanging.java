package dev.backline.distribution.bundles;

import java.time.Duration;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Takes a minute to start. */
public final class Hanging implements BundleActivator {

    @Override
    public void start(BundleContext context) throws InterruptedException {
        Thread.sleep(Duration.ofMinutes(1));
    }

    @Override
    public void stop(BundleContext context) {}
}
