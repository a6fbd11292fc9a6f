package dev.backline.api.command;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A typed option of a command: what Discord shows and checks, and the key by which {@link Arguments} gives its value.
 *
 * @param <T> type of the value
 */
public sealed interface Option<T> {

    /** 1 to 32 characters, lower case, as Discord demands. */
    String name();

    /** 1 to 100 characters. */
    String description();

    boolean required();

    Class<T> type();

    /**
     * Text.
     *
     * @param maxLength in characters, 1 to 6000
     * @param completes whether values are offered while it is typed
     */
    record Text(String name, String description, boolean required, int maxLength, boolean completes)
            implements Option<String> {
        public Text {
            Names.check(name, description);
        }

        @Override
        public Class<String> type() {
            return String.class;
        }
    }

    /**
     * A whole number.
     *
     * @param min least value, inclusive
     * @param max greatest value, inclusive
     */
    record Whole(String name, String description, boolean required, long min, long max) implements Option<Long> {
        public Whole {
            Names.check(name, description);
            if (min > max) {
                throw new IllegalArgumentException("Option " + name + ": " + min + " is greater than " + max);
            }
        }

        @Override
        public Class<Long> type() {
            return Long.class;
        }
    }

    /**
     * One of a few texts.
     *
     * @param choices 1 to 25
     */
    record OneOf(String name, String description, boolean required, List<Choice> choices) implements Option<String> {
        public OneOf {
            Names.check(name, description);
            choices = List.copyOf(choices);
            if (choices.isEmpty() || choices.size() > 25) {
                throw new IllegalArgumentException("Option " + name + " has 1 to 25 choices, not " + choices.size());
            }
        }

        @Override
        public Class<String> type() {
            return String.class;
        }
    }

    /** A file that the member attaches. */
    record File(String name, String description, boolean required) implements Option<Attachment> {
        public File {
            Names.check(name, description);
        }

        @Override
        public Class<Attachment> type() {
            return Attachment.class;
        }
    }

    /** A truth value. */
    record Flag(String name, String description, boolean required) implements Option<Boolean> {
        public Flag {
            Names.check(name, description);
        }

        @Override
        public Class<Boolean> type() {
            return Boolean.class;
        }
    }

    /** Discord's rules for names and descriptions of commands and options. */
    final class Names {

        private static final Pattern NAME = Pattern.compile("[-_a-z0-9]{1,32}");

        private Names() {}

        static void check(String name, String description) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("Not a name that Discord accepts: " + name);
            }
            if (description.isBlank() || description.length() > 100) {
                throw new IllegalArgumentException("The description of " + name + " needs 1 to 100 characters");
            }
        }
    }
}
