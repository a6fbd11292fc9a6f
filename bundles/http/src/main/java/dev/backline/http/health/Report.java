package dev.backline.http.health;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;

/**
 * What some health checks say, as far as strangers may know: names and states. Their words are for operators, since they
 * name files, addresses and reasons.
 *
 * @param checks by name
 */
record Report(List<Check> checks) {

    /**
     * What one check says.
     *
     * @param name of the check
     */
    record Check(String name, Result.Status status) {}

    Report {
        checks = checks.stream().sorted(Comparator.comparing(Check::name)).toList();
    }

    static Report of(List<HealthCheckExecutionResult> results) {
        return new Report(results.stream()
                .map(result -> new Check(
                        result.getHealthCheckMetadata().getName(),
                        result.getHealthCheckResult().getStatus()))
                .toList());
    }

    /** The worst of all; critical when there are none, since then nobody knows. */
    Result.Status status() {
        return checks.stream().map(Check::status).max(Comparator.naturalOrder()).orElse(Result.Status.CRITICAL);
    }

    /** Whether a warning is the worst of it. */
    boolean good() {
        return status() == Result.Status.OK || status() == Result.Status.WARN;
    }

    /** The state, then a line for each check. */
    String text() {
        return status() + "\n"
                + checks.stream()
                        .map(check -> check.name() + ": " + check.status() + "\n")
                        .collect(Collectors.joining());
    }

    String json() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (Check check : checks) {
            array.add(Json.createObjectBuilder()
                    .add("name", check.name())
                    .add("status", check.status().name()));
        }
        return Json.createObjectBuilder()
                .add("status", status().name())
                .add("checks", array)
                .build()
                .toString();
    }
}
