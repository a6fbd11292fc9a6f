package dev.backline.metrics.platform;

import org.osgi.framework.Bundle;

/** States of bundles, as the framework numbers them. */
enum BundleState {
    INSTALLED,
    RESOLVED,
    STARTING,
    STOPPING,
    ACTIVE,
    UNINSTALLED;

    static BundleState of(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> INSTALLED;
            case Bundle.RESOLVED -> RESOLVED;
            case Bundle.STARTING -> STARTING;
            case Bundle.STOPPING -> STOPPING;
            case Bundle.ACTIVE -> ACTIVE;
            default -> UNINSTALLED;
        };
    }
}
