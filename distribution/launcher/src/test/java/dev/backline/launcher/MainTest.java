package dev.backline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

    private static final int WRONG_USAGE = 2;

    private final StringWriter printed = new StringWriter();
    private final CommandLine line =
            Main.commandLine().setOut(new PrintWriter(printed, true)).setErr(new PrintWriter(printed, true));

    @ParameterizedTest
    @ValueSource(strings = {"run", "start", "status", "exec", "feature", "stop"})
    void everyCommandSaysHowItIsUsed(String command) {
        assertThat(line.execute(command, "--help")).isZero();

        assertThat(printed.toString()).contains("Usage: backline " + command, "--home", "BACKLINE_HOME");
    }

    @Test
    void theVariableSaysWhichInstanceIsMeant() {
        Path distribution = Path.of("/opt/backline");
        Main.Which which = new Main.Which();

        assertThat(which.root(distribution, "/var/lib/backline")).isEqualTo(Path.of("/var/lib/backline"));
        assertThat(which.root(distribution, null)).isEqualTo(distribution);
        assertThat(which.root(distribution, "")).isEqualTo(distribution);
    }

    @Test
    void theOptionCountsMoreThanTheVariable() {
        Main.Which which = CommandLine.populateCommand(new Main.Which(), "--home", "/home/of/another");

        assertThat(which.root(Path.of("/opt/backline"), "/var/lib/backline")).isEqualTo(Path.of("/home/of/another"));
    }

    @Test
    void aCommandForFeaturesTakesTheOptionsOfTheShell(@TempDir Path home) {
        assertThat(line.execute("feature", "list", "--json", "--home", home.toString()))
                .isEqualTo(Main.NOT_RUNNING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "off,guard,--why,it costs \"$5\" | feature:off guard --why it\\ costs\\ \\\"\\$5\\\"",
                "set,production,--dry-run          | feature:set production --dry-run",
                "install,nowhere/extra.jar         | feature:install nowhere/extra.jar"
            })
    void theShellReadsTheWordsAsTheyAre(String words, String line) {
        assertThat(Main.Feature.line(List.of(words.split(",")))).isEqualTo(line);
    }

    @Test
    void theFeaturesOfAnInstanceAreListedWithoutAWord() {
        assertThat(Main.Feature.line(List.of())).isEqualTo("help feature");
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
