package dev.backline.distribution.bundles;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Does not start. */
public final class Throwing implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("its database is not there");
    }

    @Override
    public void stop(BundleContext context) {}
}
