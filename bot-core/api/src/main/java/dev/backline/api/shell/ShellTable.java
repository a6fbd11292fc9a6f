package dev.backline.api.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that fit the terminal. Every column is as wide as it needs; a long text in the last one goes on below itself, and
 * where there are too many columns for that, the row goes on in the next line. For one thread.
 */
public final class ShellTable {

    private static final String GAP = "  ";

    /** The last column is broken into lines when it has as much at least. */
    private static final int LEAST_LAST = 24;

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
        int[] widths = widths();
        int last = widths.length - 1;
        List<Integer> firsts = firsts(widths, width);
        for (List<String> row : rows) {
            for (int i = 0; i < firsts.size(); i++) {
                int first = firsts.get(i);
                int end = i + 1 < firsts.size() ? firsts.get(i + 1) : row.size();
                StringBuilder line = new StringBuilder(first == 0 ? "" : GAP);
                for (int column = first; column < end && column < last; column++) {
                    line.append(row.get(column))
                            .append(" ".repeat(widths[column] - row.get(column).length()))
                            .append(GAP);
                }
                if (end > last) {
                    printBroken(out, line.toString(), row.get(last), width);
                } else {
                    out.println(clip(line.toString().stripTrailing(), width));
                }
            }
        }
    }

    private int[] widths() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    /** The columns with which the lines of a row begin. */
    private static List<Integer> firsts(int[] widths, int width) {
        List<Integer> firsts = new ArrayList<>(List.of(0));
        int used = 0;
        for (int column = 0; column < widths.length; column++) {
            boolean isLast = column == widths.length - 1;
            int needed = isLast ? Math.min(widths[column], LEAST_LAST) : widths[column];
            if (used + needed > width && firsts.getLast() < column) {
                firsts.add(column);
                used = GAP.length();
            }
            used += widths[column] + GAP.length();
        }
        return firsts;
    }

    /** Prints a text behind a beginning, and what does not fit under its own first line. */
    private static void printBroken(PrintStream out, String beginning, String text, int width) {
        int room = Math.max(1, width - beginning.length());
        String before = beginning;
        String rest = text;
        while (rest.length() > room) {
            int space = rest.lastIndexOf(' ', room);
            int end = space > 0 ? space : room;
            out.println(before + rest.substring(0, end));
            before = " ".repeat(beginning.length());
            rest = rest.substring(end).stripLeading();
        }
        out.println((before + rest).stripTrailing());
    }

    /** A line that is too long ends in an ellipsis. */
    public static String clip(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
