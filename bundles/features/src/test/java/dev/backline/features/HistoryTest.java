package dev.backline.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.feature.Cause;
import dev.backline.api.feature.Cause.Origin;
import dev.backline.api.feature.FeatureChange;
import dev.backline.api.feature.FeatureChange.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    private final Path file;

    HistoryTest(@TempDir Path folder) {
        file = folder.resolve("data/history.jsonl");
    }

    private static FeatureChange change(String feature, Kind kind) {
        return new FeatureChange(
                Instant.parse("2026-01-01T00:00:00Z"),
                feature,
                kind,
                new Cause(Origin.HAND, "anna", "“quotes” and\nlines"),
                "detail");
    }

    @Test
    void aRestartReadsWhatWasWrittenAndSkipsWhatIsBroken() throws IOException {
        History before = new History(file);
        before.add(change("beats", Kind.INSTALLED));
        Files.writeString(file, "{\"at\":\"cut o\n{}\n[]\n", StandardOpenOption.APPEND);
        before.add(change("beats", Kind.TURNED_ON));

        assertThat(new History(file).all())
                .containsExactly(change("beats", Kind.INSTALLED), change("beats", Kind.TURNED_ON));
    }

    @Test
    void aReportOrARefusedJarIsNotWhatMadeAFeatureAsItIs() {
        History history = new History(file);
        history.add(change("beats", Kind.TURNED_ON));
        history.add(change("beats", Kind.REFUSED));
        history.add(change("beats", Kind.REPORTED));

        assertThat(history.latest("beats")).contains(change("beats", Kind.TURNED_ON));
        assertThat(history.latest("other")).isEmpty();
    }

    @Test
    void goesOnInMemoryWhenItCannotBeWritten() throws IOException {
        Files.writeString(file.getParent(), "a file where the folder should be");
        History history = new History(file);

        history.add(change("beats", Kind.TURNED_ON));

        assertThat(history.all()).hasSize(1);
    }

    @Test
    void keepsTheNewestOnly() throws IOException {
        History history = new History(file);
        for (int i = 0; i <= History.MOST; i++) {
            history.add(change("f" + i, Kind.TURNED_ON));
        }

        assertThat(history.all()).hasSize(History.MOST);
        assertThat(history.all().getFirst().feature()).isEqualTo("f1");
        assertThat(new History(file).all()).isEqualTo(history.all());
    }
}
