package dev.backline.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.configuration.Layers.Merged;
import dev.backline.configuration.Layers.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {

    private final Path folder;
    private final Layers layers;

    LayersTest(@TempDir Path folder) {
        this.folder = folder;
        layers = new Layers(folder, "development");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private static Setting setting(Merged merged, String key) {
        return Optional.ofNullable(merged.settings().get("bot"))
                .map(keys -> keys.get(key))
                .orElseThrow();
    }

    private static String value(Merged merged, String key) {
        return setting(merged, key).value().toString();
    }

    @Test
    void laterFilesWinKeyByKey() throws IOException {
        write("base.json", "{\"bot\": {\"a\": 1, \"b\": 1, \"c\": 1}}");
        write("development.json", "{\"bot\": {\"b\": 2, \"c\": 2}}");
        write("local.json", "{\"bot\": {\"c\": 3}}");

        Merged merged = layers.read();

        assertThat(merged.problems()).isEmpty();
        assertThat(value(merged, "a")).isEqualTo("1");
        assertThat(value(merged, "b")).isEqualTo("2");
        assertThat(value(merged, "c")).isEqualTo("3");
        assertThat(setting(merged, "b").file()).isEqualTo("development.json");
    }

    @Test
    void anotherEnvironmentsFileIsNotRead() throws IOException {
        write("production.json", "{\"bot\": {\"a\": 1}}");

        assertThat(layers.read().settings()).isEmpty();
    }

    @Test
    void noFileIsNoProblem() {
        assertThat(layers.read().problems()).isEmpty();
    }

    @Test
    void aBrokenFileKeepsItsLastGoodContentAndIsNamedWithThePlace() throws IOException {
        write("local.json", "{\"bot\": {\"a\": 1}}");
        layers.read();
        write("local.json", "{\"bot\": {\n\"a\": ");

        Merged merged = layers.read();

        assertThat(value(merged, "a")).isEqualTo("1");
        assertThat(merged.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("local.json");
            assertThat(problem.text()).contains("line 2", "its last good content holds");
        });
    }

    @Test
    void aFileThatIsTakenAwayTakesItsSettingsWithIt() throws IOException {
        write("local.json", "{\"bot\": {\"a\": 1}}");
        layers.read();
        Files.delete(folder.resolve("local.json"));

        assertThat(layers.read().settings()).isEmpty();
    }

    @Test
    void aPidWithoutAnObjectIsNamedAndTheRestHolds() throws IOException {
        write("local.json", "{\"bot\": 5, \"audio\": {\"a\": 1}}");

        Merged merged = layers.read();

        assertThat(merged.settings()).containsOnlyKeys("audio");
        assertThat(merged.problems())
                .singleElement()
                .asString()
                .contains("“bot” must hold an object of keys and values");
    }
}
