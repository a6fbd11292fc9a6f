package dev.backline.profiler.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertsTest {

    private static JsonObject message(String alerts) {
        try (JsonReader reader =
                Json.createReader(new StringReader("{\"version\": \"4\", \"alerts\": [" + alerts + "]}"))) {
            return reader.readObject();
        }
    }

    private static String alert(String status, String labels) {
        return "{\"status\": \"" + status + "\", \"labels\": " + labels + "}";
    }

    private static String named(String status, String name) {
        return alert(status, "{\"alertname\": \"" + name + "\"}");
    }

    @Test
    void namesWhatFiresOnceAndNotWhatIsOver() {
        JsonObject message = message(String.join(
                ",",
                named("firing", "HeapFull"),
                named("firing", "CommandSlow"),
                named("firing", "HeapFull"),
                named("resolved", "BotDown")));

        assertThat(Alerts.firing(message)).contains("the alert CommandSlow, HeapFull");
    }

    @Test
    void nothingFiresWhenAllIsOver() {
        assertThat(Alerts.firing(message(named("resolved", "BotDown")))).isEmpty();
        assertThat(Alerts.firing(message(""))).isEmpty();
    }

    @Test
    void manyAreCounted() {
        String many = IntStream.range(0, 8)
                .mapToObj(i -> named("firing", "Alert" + i))
                .collect(Collectors.joining(","));

        assertThat(Alerts.firing(message(many)))
                .contains("the alert Alert0, Alert1, Alert2, Alert3, Alert4 and 3 more");
    }

    @Test
    void namesThatAreNoNamesAreNotRepeated() {
        assertThat(Alerts.firing(message(named("firing", "x\\n| forged line |"))))
                .contains("the alert without a name");
        assertThat(Alerts.firing(message(alert("firing", "\"none\"")))).contains("the alert without a name");
        assertThat(Alerts.firing(message(alert("firing", "{\"alertname\": 7}"))))
                .contains("the alert without a name");
    }

    @Test
    void whatIsNoMessageIsRefused() {
        assertThatThrownBy(() -> Alerts.firing(JsonObject.EMPTY_JSON_OBJECT))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
