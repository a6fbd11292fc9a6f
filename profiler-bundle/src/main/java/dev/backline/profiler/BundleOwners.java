package dev.backline.profiler;

import dev.backline.profiler.profile.Owners;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** The packages of all bundles that are resolved, as they were when it was made. */
final class BundleOwners implements Owners {

    private static final String FRAMEWORK = "org.apache.felix.framework";

    private final BundleContext context;
    private final Map<String, List<Owner>> owners = new HashMap<>();

    BundleOwners(BundleContext context) {
        this.context = context;
        for (Bundle bundle : context.getBundles()) {
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            if (wiring != null && bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID) {
                Owner owner = new Owner(bundle.getBundleId(), String.valueOf(bundle.getSymbolicName()));
                for (String packageName : packages(wiring)) {
                    owners.computeIfAbsent(packageName, any -> new ArrayList<>(1))
                            .add(owner);
                }
            }
        }
    }

    private static Set<String> packages(BundleWiring wiring) {
        Set<String> packages = new HashSet<>();
        for (String file : wiring.listResources(
                "/", "*.class", BundleWiring.LISTRESOURCES_RECURSE | BundleWiring.LISTRESOURCES_LOCAL)) {
            int slash = file.lastIndexOf('/');
            if (slash > 0 && !file.startsWith("META-INF/")) {
                packages.add(file.substring(0, slash).replace('/', '.'));
            }
        }
        return packages;
    }

    @Override
    public List<Owner> of(String packageName) {
        return packageName.startsWith(FRAMEWORK)
                ? List.of(new Owner(Constants.SYSTEM_BUNDLE_ID, FRAMEWORK))
                : owners.getOrDefault(packageName, List.of());
    }

    @Override
    public boolean uses(Owner owner, Owner other, String packageName) {
        Bundle bundle = context.getBundle(owner.bundleId());
        BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
        if (wiring == null) {
            return false;
        }
        for (BundleWire wire : wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE)) {
            if (packageName.equals(wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
                    && wire.getProvider().getBundle().getBundleId() == other.bundleId()) {
                return true;
            }
        }
        return false;
    }
}
