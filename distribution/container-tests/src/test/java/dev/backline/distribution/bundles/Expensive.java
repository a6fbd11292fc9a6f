package dev.backline.distribution.bundles;

import dev.backline.api.event.VoiceObserver;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Computes for a fifth of a millisecond at each voice packet. */
public final class Expensive implements BundleActivator, VoiceObserver {

    private static final long NANOS = 200_000;

    @Override
    public void start(BundleContext context) {
        context.registerService(VoiceObserver.class, this, null);
    }

    @Override
    public void stop(BundleContext context) {}

    @Override
    public void packetSent(long gapNanos) {
        long end = System.nanoTime() + NANOS;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
