package dev.backline.runtime.lookup;

import dev.backline.api.audio.TrackSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The sources that are there at this moment, those of the highest service ranking first. */
@Component(service = Sources.class)
public final class Sources {

    private final Map<ServiceReference<TrackSource>, TrackSource> byRank =
            new ConcurrentSkipListMap<>((a, b) -> b.compareTo(a));

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSource(ServiceReference<TrackSource> reference, TrackSource source) {
        byRank.put(reference, source);
    }

    void removeSource(ServiceReference<TrackSource> reference) {
        byRank.remove(reference);
    }

    /** A snapshot in the order in which they are asked. */
    public List<TrackSource> inOrder() {
        return List.copyOf(byRank.values());
    }
}
