package dev.backline.api.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ShellTableTest {

    @Test
    void columnsAreAsWideAsTheyNeed() {
        ShellTable table = new ShellTable("FEATURE", "STATE");
        table.add("guard", "on");

        assertThat(printed(table, 60)).isEqualTo("""
                FEATURE  STATE
                guard    on
                """);
    }

    @Test
    void aLongLastTextGoesOnBelowItself() {
        ShellTable table = new ShellTable("FEATURE", "WHAT");
        table.add("guard", "switched off since it cost more than its budget");

        assertThat(printed(table, 40)).isEqualTo("""
                FEATURE  WHAT
                guard    switched off since it cost more
                         than its budget
                """);
    }

    @Test
    void aRowThatIsTooLongGoesOnInTheNextLine() {
        ShellTable table = new ShellTable("FEATURE", "VERSION", "SINCE", "BY");
        table.add("guard", "0.1.0.SNAPSHOT", "2026-11-25 18:42:33", "root, by hand");

        assertThat(printed(table, 44)).isEqualTo("""
                FEATURE  VERSION         SINCE
                  BY
                guard    0.1.0.SNAPSHOT  2026-11-25 18:42:33
                  root, by hand
                """);
    }

    @Test
    void aWordThatIsTooLongIsBroken() {
        ShellTable table = new ShellTable("FEATURE", "WHERE");
        table.add("guard", "file:/var/lib/backline/deploy/guard-1.2.3.jar");

        assertThat(printed(table, 40)).isEqualTo("""
                FEATURE  WHERE
                guard    file:/var/lib/backline/deploy/g
                         uard-1.2.3.jar
                """);
    }

    private static String printed(ShellTable table, int width) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        table.print(new PrintStream(printed, true, StandardCharsets.UTF_8), width);
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
