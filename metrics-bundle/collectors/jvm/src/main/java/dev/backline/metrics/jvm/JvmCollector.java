package dev.backline.metrics.jvm;

import com.sun.management.GarbageCollectionNotificationInfo;
import dev.backline.metrics.catalog.Metrics;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Shows what the virtual machine knows of itself, and listens to its garbage collectors. */
@Component(
        service = {},
        immediate = true)
public final class JvmCollector {

    private final NotificationListener listener;
    private final List<NotificationEmitter> collectors;
    private final Metrics.Added added;

    /** Adds its metrics to the registry. */
    @Activate
    public JvmCollector(BundleContext context, @Reference Metrics registry) {
        JvmMetrics metrics = new JvmMetrics(context.getBundle().getVersion().toString(), home(context));
        added = registry.add(metrics);
        listener = listener(info -> metrics.collected(
                info.getGcName(),
                info.getGcInfo().getDuration(),
                info.getGcInfo().getMemoryUsageAfterGc()));
        collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(NotificationEmitter.class::isInstance)
                .map(NotificationEmitter.class::cast)
                .toList();
        collectors.forEach(collector -> collector.addNotificationListener(listener, null, null));
    }

    /** Of the bot; where nobody has named one, as in a test, this bundle's own folder is on the same disk. */
    private static Path home(BundleContext context) {
        String home = context.getProperty("backline.home");
        return home == null ? context.getDataFile("").toPath() : Path.of(home);
    }

    private static NotificationListener listener(Consumer<GarbageCollectionNotificationInfo> collected) {
        return new NotificationListener() {
            @Override
            public void handleNotification(Notification notification, @Nullable Object handback) {
                if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
                    collected.accept(
                            GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData()));
                }
            }
        };
    }

    @Deactivate
    void close() {
        for (NotificationEmitter collector : collectors) {
            try {
                collector.removeNotificationListener(listener);
            } catch (ListenerNotFoundException gone) {
                // Then it is as it should be.
            }
        }
        added.close();
    }
}
