package dev.backline.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.configuration.Layers.Merged;
import dev.backline.configuration.Layers.Setting;
import jakarta.json.Json;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

class FittingValuesTest {

    private static final String PID = "org.example.radio";

    private final FittingValues fitting = new FittingValues(pid -> Optional.empty());

    private static Dictionary<String, Object> given(String key, Object value) {
        Map<String, Object> properties = new HashMap<>(Map.of(Constants.SERVICE_PID, PID, key, value));
        return FrameworkUtil.asDictionary(properties);
    }

    private static Merged files(String key) {
        Setting setting = new Setting(Json.createValue("$[secret:radio]"), "local.json");
        SortedMap<String, Setting> keys = new TreeMap<>(Map.of(key, setting));
        return new Merged(new TreeMap<>(Map.of(PID, keys)), List.of());
    }

    @Test
    void aPlaceholderThatWasNotFilledInIsTakenOutAndNamed() {
        Dictionary<String, Object> properties = given(".token", "$[secret:radio]");

        fitting.fit(properties);

        assertThat(properties.get(".token")).isNull();
        assertThat(fitting.problems(files(".token"))).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("local.json");
            assertThat(problem.text())
                    .contains(PID, ".token", "the default holds")
                    .doesNotContain("secret:radio");
        });
        assertThat(fitting.problems(files(".other"))).isEmpty();
    }

    @Test
    void onceItIsFilledInNothingIsSaid() {
        fitting.fit(given(".token", "$[secret:radio]"));
        Dictionary<String, Object> properties = given(".token", "price: $[5]");

        fitting.fit(properties);

        assertThat(properties.get(".token")).isEqualTo("price: $[5]");
        assertThat(fitting.problems(files(".token"))).isEmpty();
    }

    @Test
    void theRestOfAListHolds() {
        Dictionary<String, Object> some = given(".tokens", new String[] {"one", "$[secret:radio]"});
        Dictionary<String, Object> none = given(".tokens", new String[] {"$[secret:radio]"});

        fitting.fit(some);
        fitting.fit(none);

        assertThat(some.get(".tokens")).isEqualTo(new String[] {"one"});
        assertThat(none.get(".tokens")).isNull();
    }
}
