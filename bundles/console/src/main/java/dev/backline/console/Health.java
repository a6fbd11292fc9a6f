package dev.backline.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Asks all health checks how they are. */
@Component(service = Health.class)
public final class Health {

    /**
     * What one health check says.
     *
     * @param name of the check
     * @param ready whether the bot is not ready without it
     * @param status OK, WARN, TEMPORARILY_UNAVAILABLE, CRITICAL or HEALTH_CHECK_ERROR
     * @param message what is the matter, a line
     */
    public record Finding(String name, boolean ready, Result.Status status, String message) {

        /** Whether the bot can do its work as far as this check knows. */
        boolean good() {
            return status == Result.Status.OK || status == Result.Status.WARN;
        }
    }

    private final Map<ServiceReference<HealthCheck>, HealthCheck> checks = new ConcurrentHashMap<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCheck(ServiceReference<HealthCheck> reference, HealthCheck check) {
        checks.put(reference, check);
    }

    void removeCheck(ServiceReference<HealthCheck> reference) {
        checks.remove(reference);
    }

    /** One finding per check, by name. Runs the checks on the calling thread. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        checks.forEach((reference, check) -> findings.add(ask(reference, check)));
        findings.sort(Comparator.comparing(Finding::name));
        return findings;
    }

    private static Finding ask(ServiceReference<HealthCheck> reference, HealthCheck check) {
        Object name = reference.getProperty(HealthCheck.NAME);
        String known = name == null ? check.getClass().getSimpleName() : name.toString();
        Object tags = reference.getProperty(HealthCheck.TAGS);
        boolean ready = "ready".equals(tags)
                || (tags instanceof String[] many && List.of(many).contains("ready"));
        try {
            Result result = check.execute();
            List<String> messages = new ArrayList<>();
            result.forEach(entry -> messages.add(entry.getMessage()));
            return new Finding(known, ready, result.getStatus(), String.join("; ", messages));
        } catch (RuntimeException | LinkageError e) {
            return new Finding(known, ready, Result.Status.HEALTH_CHECK_ERROR, "the check itself failed: " + e);
        }
    }
}
