package dev.backline.features;

import dev.backline.api.feature.Feature.Part;
import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.FeatureState;
import dev.backline.sets.BundleSet;
import dev.backline.sets.BundleSets;
import dev.backline.sets.Remembered;
import dev.backline.sets.StoredJar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Sees the bundles of the framework as features. */
final class Catalog {

    /**
     * A feature, and the bundles that make it.
     *
     * @param described what the first of the bundles says
     * @param bundles installed ones, by their ids
     */
    record Flag(Described described, List<Bundle> bundles) {
        String name() {
            return described.name();
        }
    }

    /** Where the bundle comes from that the configuration bundle makes of the files in {@code conf/}. */
    private static final String CONFIGURATION = "backline-configuration";

    private final BundleContext context;
    private final BundleSets sets;
    private final Remembered remembered;
    private final ServiceComponentRuntime components;
    private final Map<Long, String> failures = new ConcurrentHashMap<>();

    Catalog(BundleContext context, BundleSets sets, Remembered remembered, ServiceComponentRuntime components) {
        this.context = context;
        this.sets = sets;
        this.remembered = remembered;
        this.components = components;
    }

    /** All installed features by name. */
    Map<String, Flag> flags() {
        Set<String> inSet = setBundles();
        Map<String, List<Bundle>> bundles = new TreeMap<>();
        Map<String, Described> described = new TreeMap<>();
        Arrays.stream(context.getBundles())
                .sorted(Comparator.comparing(Bundle::getBundleId))
                .forEach(bundle -> describe(bundle, inSet).ifPresent(by -> {
                    described.putIfAbsent(by.name(), by);
                    bundles.computeIfAbsent(by.name(), name -> new ArrayList<>())
                            .add(bundle);
                }));
        Map<String, Flag> flags = new TreeMap<>();
        described.forEach((name, by) -> flags.put(name, new Flag(by, bundles.getOrDefault(name, List.of()))));
        return flags;
    }

    /** What a bundle is to operators; empty for the parts of the set that are no feature, and for libraries. */
    Optional<Described> describe(Bundle bundle, Set<String> inSet) {
        Optional<Described> own = Described.by(bundle);
        if (own.isPresent() || bundle.getBundleId() == 0 || Lifecycle.isFragment(bundle)) {
            return own;
        }
        String symbolicName = String.valueOf(bundle.getSymbolicName());
        boolean ofTheDistribution = isConfiguration(bundle)
                || bundle.getLocation().startsWith(BundleSet.LOCATION)
                || bundle.getLocation().startsWith(BundleSet.ADDED)
                || inSet.contains(symbolicName);
        return ofTheDistribution
                ? Optional.empty()
                : Optional.of(new Described(
                        symbolicName,
                        "A bundle that says nothing of itself",
                        FeatureCategory.OTHER,
                        true,
                        List.of(),
                        List.of()));
    }

    /** Whether a bundle is made of the files in {@code conf/}: every instance has its own. */
    static boolean isConfiguration(Bundle bundle) {
        return bundle.getLocation().startsWith(CONFIGURATION);
    }

    /** What the distribution has and is not installed, by feature name. */
    Map<String, StoredJar> available() {
        Set<String> installed = Arrays.stream(context.getBundles())
                .map(Bundle::getSymbolicName)
                .map(String::valueOf)
                .collect(Collectors.toSet());
        Map<String, StoredJar> available = new TreeMap<>();
        for (StoredJar jar : sets.jars().values()) {
            if (!installed.contains(jar.symbolicName())) {
                Described.by(jar.provides()).ifPresent(described -> available.put(described.name(), jar));
            }
        }
        return available;
    }

    /** Name of the set that runs. */
    String setName() {
        try {
            Optional<String> known = remembered.set();
            return known.orElseGet(() -> String.valueOf(context.getProperty("backline.set")));
        } catch (IOException e) {
            return String.valueOf(context.getProperty("backline.set"));
        }
    }

    /** Symbolic names of the set that runs. */
    Set<String> setBundles() {
        String name = setName();
        return sets.names().contains(name) ? sets.symbolicNames(name) : Set.of();
    }

    static List<Part> parts(Flag flag) {
        return flag.bundles().stream()
                .map(bundle -> new Part(
                        bundle.getBundleId(),
                        String.valueOf(bundle.getSymbolicName()),
                        bundle.getVersion().toString(),
                        bundle.getLocation()))
                .toList();
    }

    /** Remembers why a bundle did not start, until it does. */
    void failed(Bundle bundle, String reason) {
        failures.put(bundle.getBundleId(), reason);
    }

    /** Whether a bundle did not start when it was last tried. */
    boolean hasFailed(Bundle bundle) {
        return failures.containsKey(bundle.getBundleId());
    }

    /** A bundle started, or is gone. */
    void forget(long bundleId) {
        failures.remove(bundleId);
    }

    FeatureState state(Flag flag) {
        Collection<Bundle> bundles = flag.bundles().stream()
                .filter(bundle -> !Lifecycle.isFragment(bundle))
                .toList();
        if (bundles.stream().anyMatch(bundle -> isStarting(bundle))) {
            return FeatureState.STARTING;
        }
        if (bundles.stream().allMatch(Catalog::isActive)) {
            return bundles.stream().anyMatch(bundle -> broken(bundle).isPresent())
                    ? FeatureState.FAILED
                    : FeatureState.ON;
        }
        boolean wanted = bundles.stream().anyMatch(bundle -> isWanted(bundle) && !isActive(bundle));
        boolean failed = bundles.stream().anyMatch(this::hasFailed);
        return wanted || failed ? FeatureState.FAILED : FeatureState.OFF;
    }

    /** Why a feature is not as it should be, or what it waits for. */
    Optional<String> problem(Flag flag) {
        List<String> problems = new ArrayList<>();
        for (Bundle bundle : flag.bundles()) {
            String failure = failures.get(bundle.getBundleId());
            if (failure != null) {
                problems.add(failure);
            } else if (isActive(bundle)) {
                List<ComponentConfigurationDTO> known = configurations(bundle);
                broken(known).ifPresent(problems::add);
                problems.addAll(waiting(known));
            }
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
    }

    /** Whether a bundle is to run, now and after a restart. */
    static boolean isWanted(Bundle bundle) {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return level != null && level.isPersistentlyStarted();
    }

    static boolean isActive(Bundle bundle) {
        return bundle.getState() == Bundle.ACTIVE
                || (bundle.getState() == Bundle.STARTING && bundle.getHeaders().get("Bundle-ActivationPolicy") != null);
    }

    private static boolean isStarting(Bundle bundle) {
        return bundle.getState() == Bundle.STARTING && !isActive(bundle);
    }

    /** Why a component of a bundle could not be activated. */
    Optional<String> broken(Bundle bundle) {
        return broken(configurations(bundle));
    }

    private static Optional<String> broken(List<ComponentConfigurationDTO> known) {
        return known.stream()
                .filter(configuration -> configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .map(configuration -> configuration.description.name + " failed: " + cause(configuration.failure))
                .findFirst();
    }

    private static List<String> waiting(List<ComponentConfigurationDTO> known) {
        return known.stream()
                .filter(configuration -> configuration.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION
                        || configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE)
                .map(configuration -> configuration.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION
                        ? "waits for the configuration " + String.join(", ", configuration.description.configurationPid)
                        : "waits for "
                                + Arrays.stream(configuration.unsatisfiedReferences)
                                        .map(reference -> reference.name)
                                        .collect(Collectors.joining(", ")))
                .toList();
    }

    /** All that is known of the bundle's components; dear, since the service describes each of their references. */
    private List<ComponentConfigurationDTO> configurations(Bundle bundle) {
        List<ComponentConfigurationDTO> all = new ArrayList<>();
        for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs(bundle)) {
            all.addAll(components.getComponentConfigurationDTOs(description));
        }
        return all;
    }

    /** The last “Caused by” of a stack trace, which is what its author wrote; the first line when there is none. */
    private static String cause(String stackTrace) {
        List<String> lines = stackTrace == null ? List.of() : stackTrace.lines().toList();
        return lines.stream()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((first, last) -> last)
                .map(line -> line.substring("Caused by: ".length()))
                .orElse(lines.isEmpty() ? "see the log" : lines.getFirst());
    }
}
