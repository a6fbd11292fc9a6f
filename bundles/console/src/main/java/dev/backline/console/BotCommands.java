package dev.backline.console;

import dev.backline.api.feature.ProvidesFeature;
import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import dev.backline.console.Health.Finding;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shell commands about the bot as a whole. */
@Component
public final class BotCommands implements ShellCommands {

    private final BundleContext context;
    private final Health health;
    private final ServiceComponentRuntime components;

    @Activate
    public BotCommands(BundleContext context, @Reference Health health, @Reference ServiceComponentRuntime components) {
        this.context = context;
        this.health = health;
        this.components = components;
    }

    /** What does not run as it should: bundles that are not started, components that wait for something. */
    private record Idle(List<String> bundles, List<String> components) {}

    @Override
    public String scope() {
        return "bot";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of("status", StatusCommand::new, "ready", ReadyCommand::new);
    }

    @Command(description = "Show how the bot is: health checks, bundles, components that wait for something")
    private final class StatusCommand implements ShellCommand {

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) {
            List<Finding> findings = health.findings();
            Idle idle = idle();
            if (json) {
                shell.out().println(json(findings, idle));
            } else {
                print(shell.out(), findings, idle);
            }
        }
    }

    @Command(description = "Succeed when the bot is ready, and fail with the reason when it is not")
    private final class ReadyCommand implements ShellCommand {

        @Override
        public void run(ShellSession shell) {
            notReady(health.findings(), idle()).ifPresent(reason -> {
                throw new IllegalStateException(reason);
            });
        }
    }

    private Optional<String> notReady(List<Finding> findings, Idle idle) {
        // Before all bundles are started, the checks that would complain are not there yet.
        if (context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() != Bundle.ACTIVE) {
            return Optional.of("bundles are still being started");
        }
        List<String> reasons = findings.stream()
                .filter(finding -> finding.ready() && !finding.good())
                .map(finding -> finding.name() + ": " + finding.message())
                .collect(Collectors.toCollection(ArrayList::new));
        if (!idle.bundles().isEmpty()) {
            reasons.add("bundles not started: " + String.join(", ", idle.bundles()));
        }
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }

    private void print(PrintStream out, List<Finding> findings, Idle idle) {
        out.printf(
                "Backline, set %s, environment %s, process %d, up %s%n",
                property("backline.set"),
                property("backline.environment"),
                ProcessHandle.current().pid(),
                uptime());
        int width = findings.stream()
                .mapToInt(finding -> finding.name().length())
                .max()
                .orElse(0);
        for (Finding finding : findings) {
            out.printf(
                    "  %-4s  %-" + Math.max(1, width) + "s  %s%n",
                    sign(finding.status()),
                    finding.name(),
                    finding.message());
        }
        long active = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .count();
        out.printf("  %d of %d bundles active%n", active, context.getBundles().length);
        idle.bundles().forEach(bundle -> out.println("  not started: " + bundle));
        idle.components().forEach(component -> out.println("  waits: " + component));
        out.println(
                notReady(findings, idle).map(reason -> "Not ready: " + reason).orElse("Ready."));
    }

    private String json(List<Finding> findings, Idle idle) {
        JsonArrayBuilder checks = Json.createArrayBuilder();
        for (Finding finding : findings) {
            checks.add(Json.createObjectBuilder()
                    .add("name", finding.name())
                    .add("status", finding.status().name())
                    .add("ready", finding.ready())
                    .add("message", finding.message()));
        }
        Optional<String> reason = notReady(findings, idle);
        JsonObjectBuilder status = Json.createObjectBuilder()
                .add("running", true)
                .add("ready", reason.isEmpty())
                .add("set", property("backline.set"))
                .add("environment", property("backline.environment"))
                .add("home", property("backline.home"))
                .add("httpPort", property("org.osgi.service.http.port"))
                .add("processId", ProcessHandle.current().pid())
                .add("uptimeSeconds", ManagementFactory.getRuntimeMXBean().getUptime() / 1000)
                .add("checks", checks)
                .add("notStarted", Json.createArrayBuilder(idle.bundles()))
                .add("waiting", Json.createArrayBuilder(idle.components()));
        reason.ifPresent(why -> status.add("reason", why));
        return status.build().toString();
    }

    private String property(String name) {
        String value = context.getProperty(name);
        return value == null ? "" : value;
    }

    private static String sign(Result.Status status) {
        return switch (status) {
            case OK -> "ok";
            case WARN -> "warn";
            case TEMPORARILY_UNAVAILABLE -> "wait";
            case CRITICAL, HEALTH_CHECK_ERROR -> "FAIL";
        };
    }

    private static String uptime() {
        Duration up = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        return up.toDays() > 0
                ? String.format(Locale.ROOT, "%d d %d h", up.toDays(), up.toHoursPart())
                : String.format(Locale.ROOT, "%d:%02d:%02d", up.toHours(), up.toMinutesPart(), up.toSecondsPart());
    }

    /** Whether a bundle should run and does not; features without which the bot plays on do not count. */
    private static boolean isIdle(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        boolean wanted = bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
        boolean optional = revision != null
                && revision.getDeclaredCapabilities(ProvidesFeature.NAMESPACE).stream()
                        .anyMatch(feature -> !"false"
                                .equals(String.valueOf(feature.getAttributes().get("removable"))));
        return wanted && !optional && bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING;
    }

    private Idle idle() {
        List<String> bundles = Arrays.stream(context.getBundles())
                .filter(BotCommands::isIdle)
                .map(Bundle::getSymbolicName)
                .map(String::valueOf)
                .sorted()
                .toList();
        List<String> waiting = new ArrayList<>();
        for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs()) {
            for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(description)) {
                if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE
                        || configuration.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION) {
                    waiting.add(description.name + " needs "
                            + Arrays.stream(configuration.unsatisfiedReferences)
                                    .map(reference -> reference.name)
                                    .collect(Collectors.joining(", ")));
                }
            }
        }
        waiting.sort(null);
        return new Idle(bundles, waiting);
    }
}
