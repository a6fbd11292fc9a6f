package dev.backline.configuration;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the bundles of this moment say that they take, those included that are switched off. Each is read once, and again
 * after an update, since the framework tries to resolve whatever is read. For any thread.
 */
final class Definitions {

    private static final Logger log = LoggerFactory.getLogger(Definitions.class);

    /** A bundle as it was read; another content has another time. */
    private record Content(long bundle, long lastModified) {}

    private final BundleContext context;
    private final MetaTypeService metatype;
    private final Set<String> factories = new HashSet<>();
    private Map<Content, Map<String, ObjectClassDefinition>> known = Map.of();
    private Map<String, ObjectClassDefinition> byPid = Map.of();

    Definitions(BundleContext context, MetaTypeService metatype) {
        this.context = context;
        this.metatype = metatype;
    }

    /** By PID, that of a factory included. Put together anew only when a bundle is new or gone. */
    synchronized Map<String, ObjectClassDefinition> all() {
        Map<Content, Bundle> present = new LinkedHashMap<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName() != null && bundle.getState() != Bundle.UNINSTALLED) {
                present.put(new Content(bundle.getBundleId(), bundle.getLastModified()), bundle);
            }
        }
        if (!present.keySet().equals(known.keySet())) {
            Map<Content, Map<String, ObjectClassDefinition>> read = new LinkedHashMap<>();
            present.forEach((content, bundle) -> {
                Map<String, ObjectClassDefinition> before = known.get(content);
                read.put(content, before == null ? read(bundle) : before);
            });
            Map<String, ObjectClassDefinition> all = new HashMap<>();
            read.values().forEach(all::putAll);
            known = read;
            byPid = all;
        }
        return byPid;
    }

    /** Whether there may be several configurations of that PID, and so none. */
    synchronized boolean isFactory(String pid) {
        return factories.contains(pid);
    }

    /**
     * What the configuration with that PID has to be like.
     *
     * @param pid for one of several configurations of a factory, its name after a {@code ~}
     */
    Optional<ObjectClassDefinition> of(String pid) {
        return of(pid, all());
    }

    /** As {@link #of(String)}, in what {@link #all} gave. */
    static Optional<ObjectClassDefinition> of(String pid, Map<String, ObjectClassDefinition> all) {
        return Optional.ofNullable(all.get(pid.replaceFirst("~.*", "")));
    }

    private Map<String, ObjectClassDefinition> read(Bundle bundle) {
        Map<String, ObjectClassDefinition> definitions = new HashMap<>();
        try {
            MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
            if (information != null) {
                factories.addAll(List.of(information.getFactoryPids()));
                Stream.of(information.getPids(), information.getFactoryPids())
                        .flatMap(Arrays::stream)
                        .forEach(pid -> definitions.put(pid, information.getObjectClassDefinition(pid, null)));
            }
        } catch (RuntimeException e) {
            // It may go at this moment. One that describes itself badly is not to keep the others from being read.
            if (bundle.getState() != Bundle.UNINSTALLED) {
                log.warn("What {} takes cannot be read, so it is not checked", bundle.getSymbolicName(), e);
            }
        }
        return definitions;
    }
}
