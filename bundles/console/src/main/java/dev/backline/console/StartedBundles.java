package dev.backline.console;

import dev.backline.api.feature.ProvidesFeature;
import java.util.Arrays;
import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether all bundles run that should. Features without which the bot plays on do not count. */
@Component(
        service = {StartedBundles.class, HealthCheck.class},
        property = {"hc.name=bundles", "hc.tags=ready"})
public final class StartedBundles implements HealthCheck {

    private final BundleContext context;

    @Activate
    public StartedBundles(BundleContext context) {
        this.context = context;
    }

    /** Whether the framework is still on its way to its start level. */
    boolean areBeingStarted() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() != Bundle.ACTIVE;
    }

    /** The symbolic names of those that should run and do not. */
    List<String> notStarted() {
        return Arrays.stream(context.getBundles())
                .filter(StartedBundles::isIdle)
                .map(Bundle::getSymbolicName)
                .map(String::valueOf)
                .sorted()
                .toList();
    }

    private static boolean isIdle(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        boolean wanted = bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
        boolean optional = revision != null
                && revision.getDeclaredCapabilities(ProvidesFeature.NAMESPACE).stream()
                        .anyMatch(feature -> !"false"
                                .equals(String.valueOf(feature.getAttributes().get("removable"))));
        return wanted && !optional && bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING;
    }

    @Override
    public Result execute() {
        FormattingResultLog result = new FormattingResultLog();
        List<String> idle = notStarted();
        // Before all bundles are started, the checks that would complain are not there yet.
        if (areBeingStarted()) {
            result.temporarilyUnavailable("still being started");
        } else if (!idle.isEmpty()) {
            result.critical("not started: {}", String.join(", ", idle));
        } else {
            Bundle[] all = context.getBundles();
            long active = Arrays.stream(all)
                    .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                    .count();
            result.info("{} of {} active", active, all.length);
        }
        return new Result(result);
    }
}
