package dev.backline.features;

import dev.backline.api.feature.FeatureFailure;
import dev.backline.sets.BundleSet;
import dev.backline.sets.BundleSets;
import dev.backline.sets.StoredJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** Installs from the distribution what a bundle needs and nobody provides yet. */
final class Dependencies {

    private static final Pattern PACKAGE = Pattern.compile("osgi\\.wiring\\.package=([\\w.]+)");
    private static final Pattern FLOOR = Pattern.compile("\\(version>=([^)]+)\\)");
    private static final Pattern CEILING = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");

    private final BundleContext context;
    private final BundleSets sets;
    private final Catalog catalog;
    private final Lifecycle lifecycle;

    Dependencies(BundleContext context, BundleSets sets, Catalog catalog, Lifecycle lifecycle) {
        this.context = context;
        this.sets = sets;
        this.catalog = catalog;
        this.lifecycle = lifecycle;
    }

    /**
     * Makes a bundle resolve.
     *
     * @param added the bundles that were installed for it, not started; also when it fails
     * @throws FeatureFailure when the distribution does not have all it needs
     */
    void provide(Bundle bundle, List<Bundle> added) throws FeatureFailure {
        while (!lifecycle.resolves(bundle)) {
            List<BundleRequirement> missing = Stream.concat(Stream.of(bundle), added.stream())
                    .flatMap(this::missing)
                    .toList();
            Optional<Bundle> provider = missing.stream()
                    .flatMap(requirement -> provider(requirement).stream())
                    .findFirst();
            if (provider.isEmpty()) {
                throw new FeatureFailure(
                        missing.isEmpty()
                                ? "cannot be wired, although all that it needs is there: it was built against other"
                                        + " versions of what runs"
                                : "needs " + String.join(", ", words(missing)) + ", and nothing here provides that");
            }
            added.add(provider.get());
        }
    }

    /** What a bundle needs and nobody provides, in words. */
    List<String> missingOf(Bundle bundle) {
        return words(missing(bundle).toList());
    }

    private Stream<BundleRequirement> missing(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null
                ? Stream.empty()
                : revision.getDeclaredRequirements(null).stream().filter(this::isMissing);
    }

    private boolean isMissing(BundleRequirement requirement) {
        String resolution = requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE);
        String effective = requirement.getDirectives().get(Constants.EFFECTIVE_DIRECTIVE);
        return !Constants.RESOLUTION_OPTIONAL.equals(resolution)
                && (effective == null || effective.equals(Constants.EFFECTIVE_RESOLVE))
                && lifecycle.wiring().findProviders(requirement).isEmpty();
    }

    private Optional<Bundle> provider(BundleRequirement requirement) {
        Optional<String> wanted = packageOf(requirement);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        for (StoredJar jar : sets.jars().values()) {
            boolean exports = Described.clauses(jar.exports())
                    .anyMatch(clause -> clause.getName().equals(wanted.get()));
            if (exports && !installed(jar.symbolicName())) {
                Optional<Bundle> bundle = tryOut(jar, requirement);
                if (bundle.isPresent()) {
                    return bundle;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Bundle> tryOut(StoredJar jar, BundleRequirement requirement) {
        try {
            Bundle bundle = install(jar);
            if (!lifecycle.wiring().findProviders(requirement).isEmpty()) {
                return Optional.of(bundle);
            }
            bundle.uninstall();
        } catch (BundleException | IOException e) {
            // It is not the one; what is missing is said in the end.
        }
        return Optional.empty();
    }

    /** Installs a bundle that the distribution has: back into the set, or added to it. */
    Bundle install(StoredJar jar) throws BundleException, IOException {
        String origin = catalog.setBundles().contains(jar.symbolicName()) ? BundleSet.LOCATION : BundleSet.ADDED;
        try (InputStream content = Files.newInputStream(jar.file())) {
            Bundle bundle = context.installBundle(origin + jar.symbolicName(), content);
            bundle.adapt(BundleStartLevel.class).setStartLevel(sets.startLevel(jar.symbolicName()));
            return bundle;
        }
    }

    private boolean installed(String symbolicName) {
        return Arrays.stream(context.getBundles()).anyMatch(bundle -> symbolicName.equals(bundle.getSymbolicName()));
    }

    /** Uninstalls the bundles that were installed for others, and that nobody uses any more. */
    void prune() throws FeatureFailure {
        Set<String> keep = catalog.setBundles();
        boolean pruned = true;
        while (pruned) {
            pruned = false;
            for (Bundle bundle : context.getBundles()) {
                if (bundle.getLocation().startsWith(BundleSet.ADDED)
                        && !keep.contains(bundle.getSymbolicName())
                        && Described.by(bundle).isEmpty()
                        && lifecycle
                                        .wiring()
                                        .getDependencyClosure(List.of(bundle))
                                        .size()
                                == 1) {
                    lifecycle.uninstall(bundle);
                    pruned = true;
                }
            }
        }
    }

    private static Optional<String> packageOf(BundleRequirement requirement) {
        Matcher matcher = PACKAGE.matcher(filter(requirement));
        return requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE) && matcher.find()
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }

    private static String filter(BundleRequirement requirement) {
        String filter = requirement.getDirectives().get(Constants.FILTER_DIRECTIVE);
        return filter == null ? "" : filter;
    }

    private static List<String> words(List<BundleRequirement> requirements) {
        return requirements.stream().map(Dependencies::words).distinct().toList();
    }

    private static String words(BundleRequirement requirement) {
        String filter = filter(requirement);
        Matcher floor = FLOOR.matcher(filter);
        Matcher ceiling = CEILING.matcher(filter);
        String range = floor.find()
                ? " " + (ceiling.find() ? "[" + floor.group(1) + "," + ceiling.group(1) + ")" : floor.group(1))
                : "";
        return packageOf(requirement)
                .map(name -> "package " + name + range)
                .orElseGet(() -> requirement.getNamespace() + " " + filter);
    }
}
