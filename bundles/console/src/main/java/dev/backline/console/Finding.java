package dev.backline.console;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;

/**
 * What one health check says.
 *
 * @param name of the check
 * @param ready whether the bot is not ready without it
 * @param status OK, WARN, TEMPORARILY_UNAVAILABLE, CRITICAL or HEALTH_CHECK_ERROR
 * @param message what is the matter, a line
 */
record Finding(String name, boolean ready, Result.Status status, String message) {

    static Finding of(HealthCheckExecutionResult result) {
        List<String> messages = new ArrayList<>();
        result.getHealthCheckResult().forEach(entry -> messages.add(entry.getMessage()));
        return new Finding(
                result.getHealthCheckMetadata().getName(),
                result.getHealthCheckMetadata().getTags().contains("ready"),
                result.getHealthCheckResult().getStatus(),
                String.join("; ", messages));
    }

    /** Whether the bot can do its work as far as this check knows. */
    boolean good() {
        return status == Result.Status.OK || status == Result.Status.WARN;
    }
}
