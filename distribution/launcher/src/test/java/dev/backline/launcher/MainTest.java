package dev.backline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

    private static final int WRONG_USAGE = 2;

    private final StringWriter printed = new StringWriter();
    private final CommandLine line =
            Main.commandLine().setOut(new PrintWriter(printed, true)).setErr(new PrintWriter(printed, true));

    @ParameterizedTest
    @ValueSource(strings = {"run", "start", "status", "exec", "stop"})
    void everyCommandSaysHowItIsUsed(String command) {
        assertThat(line.execute(command, "--help")).isZero();

        assertThat(printed.toString()).contains("Usage: backline " + command, "--home");
    }

    @Test
    void nothingToDoIsWrongUsage() {
        assertThat(line.execute()).isEqualTo(WRONG_USAGE);

        assertThat(printed.toString()).contains("Say what to do.");
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        assertThat(line.execute("start", "--sett", "minimal")).isEqualTo(WRONG_USAGE);

        assertThat(printed.toString()).contains("--sett");
    }

    @Test
    void anUnknownSetIsNamed(@TempDir Path home) {
        assertThat(line.execute("start", "--set", "huge", "--home", home.toString()))
                .isEqualTo(Main.FAILED);

        assertThat(printed.toString()).contains("backline: There is no bundle set “huge”");
    }
}
