package dev.backline.infra.stack;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How much faster than in production all times of a configuration run, so that a test sees in a minute what takes ten.
 *
 * @param divisor of all times; 1 leaves them as they are, 5 makes three seconds of fifteen
 */
public record Scale(int divisor) {

    /** As in production. */
    public static final Scale NONE = new Scale(1);

    private static final Pattern DURATION = Pattern.compile("\\b(?:\\d+[wdhms])+\\b");
    private static final Pattern PART = Pattern.compile("(\\d+)([wdhms])");
    private static final Pattern EVALUATIONS = Pattern.compile("\\* 15\\b");

    public Scale {
        if (divisor < 1 || divisor > 15) {
            throw new IllegalArgumentException("Times can be divided by 1 to 15, not by " + divisor);
        }
    }

    /** The configuration or rules with other times: of scrapes, evaluations, windows, and patience. */
    public String of(String yaml) {
        if (divisor == 1) {
            return yaml;
        }
        String scaled = yaml.lines()
                .map(line -> isProse(line) ? line : DURATION.matcher(line).replaceAll(this::seconds))
                .reduce("", (text, line) -> text + line + "\n");
        return EVALUATIONS.matcher(scaled).replaceAll("* " + 15 / divisor);
    }

    /** Names of recorded series have times in them, too; they are names, and stay. */
    private static boolean isProse(String line) {
        String text = line.strip();
        return text.startsWith("#") || text.startsWith("- record:") || text.startsWith("summary:");
    }

    private String seconds(MatchResult duration) {
        long seconds = PART.matcher(duration.group())
                .results()
                .mapToLong(part -> {
                    long number = Long.parseLong(part.group(1));
                    return switch (part.group(2)) {
                        case "w" -> number * 604_800;
                        case "d" -> number * 86_400;
                        case "h" -> number * 3_600;
                        case "m" -> number * 60;
                        default -> number;
                    };
                })
                .sum();
        return Math.max(1, seconds / divisor) + "s";
    }
}
