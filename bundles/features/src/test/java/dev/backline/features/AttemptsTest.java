package dev.backline.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptsTest {

    private final Path file;

    AttemptsTest(@TempDir Path folder) {
        file = folder.resolve("starts");
    }

    @Test
    void threeStartsInARowThatNobodySawSucceedAreTooMany() {
        for (int start = 1; start <= Attempts.MOST; start++) {
            Attempts process = new Attempts(file);
            assertThat(process.exhausted("beats")).isFalse();
            assertThat(process.begin("beats")).isEqualTo(start);
        }

        assertThat(new Attempts(file).exhausted("beats")).isTrue();
        assertThat(new Attempts(file).exhausted("other")).isFalse();
    }

    @Test
    void oneThatSucceedsBeginsAnew() {
        Attempts attempts = new Attempts(file);
        attempts.begin("beats");
        attempts.begin("beats");
        attempts.succeeded("beats");

        assertThat(new Attempts(file).begin("beats")).isEqualTo(1);
    }

    @Test
    void oneThatOnlySeemedToSucceedCounts() {
        Attempts attempts = new Attempts(file);
        attempts.begin("beats");
        int second = attempts.begin("beats");
        attempts.succeeded("beats");
        attempts.failed("beats", second);

        assertThat(new Attempts(file).begin("beats")).isEqualTo(3);
    }

    @Test
    void aBrokenFileKeepsNobodyFromStarting() throws IOException {
        Files.writeString(file, "beats=many\n");

        assertThat(new Attempts(file).exhausted("beats")).isFalse();
    }
}
