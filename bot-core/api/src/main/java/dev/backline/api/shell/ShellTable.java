package dev.backline.api.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that fit the terminal: every column is as wide as it needs, and the last one has what is left. For one thread.
 */
public final class ShellTable {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** Without rows. */
    public ShellTable(String... heads) {
        rows.add(List.of(heads));
    }

    /** Adds a row with as many cells as there are heads. */
    public void add(String... cells) {
        rows.add(List.of(cells));
    }

    /**
     * Prints it.
     *
     * @param width how many columns a line may have
     */
    public void print(PrintStream out, int width) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i));
                if (i < columns - 1) {
                    line.append(" ".repeat(widths[i] - row.get(i).length())).append(GAP);
                }
            }
            out.println(clip(line.toString().stripTrailing(), width));
        }
    }

    /** A line that is too long ends in an ellipsis. */
    public static String clip(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
