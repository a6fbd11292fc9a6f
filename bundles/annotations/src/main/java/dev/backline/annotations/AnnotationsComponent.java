package dev.backline.annotations;

import dev.backline.api.feature.FeatureChange;
import dev.backline.api.feature.FeatureObserver;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends changes of features to Grafana, on a thread of its own. What Grafana does not take is tried twice more, and then
 * left: the history has it.
 */
@Component(service = FeatureObserver.class, immediate = true, configurationPid = "dev.backline.annotations")
@Designate(ocd = AnnotationSettings.class)
public final class AnnotationsComponent implements FeatureObserver {

    private static final Logger log = LoggerFactory.getLogger(AnnotationsComponent.class);

    private static final int WAITING = 256;
    private static final int ATTEMPTS = 3;
    private static final long PAUSE_MILLIS = 2000;

    private final BlockingQueue<FeatureChange> waiting = new ArrayBlockingQueue<>(WAITING);
    private final String url;
    private final Thread thread;

    /** Waits for changes, when Grafana is configured. */
    @Activate
    public AnnotationsComponent(AnnotationSettings settings) {
        url = settings.url();
        thread = Thread.ofPlatform().name("backline-annotations").daemon().unstarted(() -> send(settings));
        if (!url.isEmpty()) {
            thread.start();
        }
    }

    @Override
    public void featureChanged(FeatureChange change) {
        if (!url.isEmpty() && !waiting.offer(change)) {
            log.warn("{} is too slow: that {} changed is not marked there", url, change.feature());
        }
    }

    private void send(AnnotationSettings settings) {
        try (Grafana grafana = new Grafana(url, settings._token(), List.of(settings.tags()))) {
            while (true) {
                send(grafana, waiting.take());
            }
        } catch (IllegalArgumentException e) {
            log.error("Changes of features are not marked in Grafana: {}", e.getMessage());
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Grafana grafana, FeatureChange change) throws InterruptedException {
        String problem = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                grafana.annotate(change);
                return;
            } catch (IOException e) {
                problem = String.valueOf(e.getMessage());
                log.debug("Attempt {} to mark a change failed", attempt, e);
                Thread.sleep(attempt * PAUSE_MILLIS);
            }
        }
        log.warn("{} {}; that {} changed is not marked there", url, problem, change.feature());
    }

    @Deactivate
    void close() {
        thread.interrupt();
    }
}
