package dev.backline.api.command;

/**
 * A button under a message.
 *
 * @param id what the bot gets when it is pressed, 1 to 100 characters, unique in the message
 * @param label 1 to 80 characters, an emoji included
 * @param style how it looks
 * @param enabled whether it can be pressed
 */
public record Button(String id, String label, Style style, boolean enabled) {

    /** Looks of a button. */
    public enum Style {
        PRIMARY,
        SECONDARY,
        SUCCESS,
        DANGER
    }

    /** A grey button that can be pressed. */
    public static Button of(String id, String label) {
        return new Button(id, label, Style.SECONDARY, true);
    }

    /** The same, pressable or not. */
    public Button enabled(boolean pressable) {
        return new Button(id, label, style, pressable);
    }
}
