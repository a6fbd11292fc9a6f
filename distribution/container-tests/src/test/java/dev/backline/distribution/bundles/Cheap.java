package dev.backline.distribution.bundles;

import dev.backline.api.event.VoiceObserver;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Counts voice packets. */
public final class Cheap implements BundleActivator, VoiceObserver {

    private final LongAdder packets = new LongAdder();

    @Override
    public void start(BundleContext context) {
        context.registerService(VoiceObserver.class, this, null);
    }

    @Override
    public void stop(BundleContext context) {}

    @Override
    public void packetSent(long gapNanos) {
        packets.increment();
    }
}
