package dev.backline.profiler.watch;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A message of Alertmanager to a webhook, as its version 4 is. Only the names of alerts are taken from it, since they go into
 * files and logs.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">its format</a>
 */
final class Alerts {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_:. -]{1,80}");

    /** More than these are not named. */
    private static final int MOST_NAMES = 5;

    private Alerts() {}

    /**
     * Which alerts fire, in words; empty when none does.
     *
     * @throws IllegalArgumentException when it is no such message
     */
    static Optional<String> firing(JsonObject message) {
        if (!(message.get("alerts") instanceof JsonArray alerts)) {
            throw new IllegalArgumentException("Expected a message of Alertmanager, with “alerts”");
        }
        List<String> names = alerts.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .filter(alert -> alert.getString("status", "").equals("firing"))
                .map(Alerts::name)
                .distinct()
                .sorted()
                .toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String more = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
        return Optional.of("the alert " + names.stream().limit(MOST_NAMES).collect(Collectors.joining(", ")) + more);
    }

    private static String name(JsonObject alert) {
        JsonValue labels = alert.getOrDefault("labels", JsonValue.EMPTY_JSON_OBJECT);
        String name = labels instanceof JsonObject object ? object.getString("alertname", "") : "";
        return NAME.matcher(name).matches() ? name : "without a name";
    }
}
