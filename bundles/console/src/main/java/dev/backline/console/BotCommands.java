package dev.backline.console;

import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
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

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Tags that are left out, and none has: all checks, in the language of the executor. */
    private static final HealthCheckSelector ALL = HealthCheckSelector.tags("-none");

    /** By name, since the bot may be without. */
    private static final String HTTP_SERVER = "org.osgi.service.servlet.runtime.HttpServiceRuntime";

    private static final String HTTP_PORT = "org.osgi.service.http.port";

    private final BundleContext context;
    private final HealthCheckExecutor checks;
    private final StartedBundles bundles;
    private final ServiceComponentRuntime components;

    @Activate
    public BotCommands(
            BundleContext context,
            @Reference HealthCheckExecutor checks,
            @Reference StartedBundles bundles,
            @Reference ServiceComponentRuntime components) {
        this.context = context;
        this.checks = checks;
        this.bundles = bundles;
        this.components = components;
    }

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
            List<Finding> findings = findings();
            if (json) {
                shell.out().println(json(findings));
            } else {
                print(shell.out(), findings);
            }
        }
    }

    @Command(description = "Succeed when the bot is ready, and fail with the reason when it is not")
    private final class ReadyCommand implements ShellCommand {

        @Override
        public void run(ShellSession shell) {
            if (bundles.areBeingStarted()) {
                // Whoever waits asks often; checks that are asked while they come up keep the start waiting.
                throw new IllegalStateException("bundles are still being started");
            }
            notReady(findings()).ifPresent(reason -> {
                throw new IllegalStateException(reason);
            });
        }
    }

    /** One per check, by name; asked for now, not remembered. */
    private List<Finding> findings() {
        HealthCheckExecutionOptions options = new HealthCheckExecutionOptions();
        options.setForceInstantExecution(true);
        // A late check says nothing of now, so that it has more time than Felix would give it.
        options.setOverrideGlobalTimeout(Math.toIntExact(PATIENCE.toMillis()));
        return checks.execute(ALL, options).stream()
                .map(Finding::of)
                .sorted(Comparator.comparing(Finding::name))
                .toList();
    }

    private static Optional<String> notReady(List<Finding> findings) {
        String reasons = findings.stream()
                .filter(finding -> finding.ready() && !finding.good())
                .map(finding -> finding.name() + ": " + finding.message())
                .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? Optional.empty() : Optional.of(reasons);
    }

    private void print(PrintStream out, List<Finding> findings) {
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
        waiting().forEach(component -> out.println("  waits: " + component));
        out.println(notReady(findings).map(reason -> "Not ready: " + reason).orElse("Ready."));
    }

    private String json(List<Finding> findings) {
        JsonArrayBuilder checks = Json.createArrayBuilder();
        for (Finding finding : findings) {
            checks.add(Json.createObjectBuilder()
                    .add("name", finding.name())
                    .add("status", finding.status().name())
                    .add("ready", finding.ready())
                    .add("message", finding.message()));
        }
        Optional<String> reason = notReady(findings);
        JsonObjectBuilder status = Json.createObjectBuilder()
                .add("running", true)
                .add("ready", reason.isEmpty())
                .add("set", property("backline.set"))
                .add("environment", property("backline.environment"))
                .add("home", property("backline.home"))
                .add("processId", ProcessHandle.current().pid())
                .add("uptimeSeconds", ManagementFactory.getRuntimeMXBean().getUptime() / 1000)
                .add("checks", checks)
                .add("notStarted", Json.createArrayBuilder(bundles.notStarted()))
                .add("waiting", Json.createArrayBuilder(waiting()));
        reason.ifPresent(why -> status.add("reason", why));
        httpPort().ifPresent(port -> status.add("httpPort", port));
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

    /** The port that is open, of whatever serves HTTP. */
    private Optional<Integer> httpPort() {
        ServiceReference<?> server = context.getServiceReference(HTTP_SERVER);
        Object port = server == null ? null : server.getProperty(HTTP_PORT);
        return Optional.ofNullable(port).map(known -> Integer.valueOf(known.toString()));
    }

    private List<String> waiting() {
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
        return waiting;
    }
}
