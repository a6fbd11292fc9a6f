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
 * @param late whether it did not answer in time; its status is a warning then, or what it was before if that was worse
 * @param message what is the matter, a line
 */
record Finding(String name, boolean ready, Result.Status status, boolean late, String message) {

    static Finding of(HealthCheckExecutionResult result) {
        List<String> messages = new ArrayList<>();
        result.getHealthCheckResult().forEach(entry -> messages.add(entry.getMessage()));
        return new Finding(
                result.getHealthCheckMetadata().getName(),
                result.getHealthCheckMetadata().getTags().contains("ready"),
                result.getHealthCheckResult().getStatus(),
                result.hasTimedOut(),
                String.join("; ", messages));
    }

    /** Whether the bot can do its work as far as this check knows. */
    boolean good() {
        return !late && (status == Result.Status.OK || status == Result.Status.WARN);
    }
}
