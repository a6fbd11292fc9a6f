package dev.backline.sandbox.world;

/**
 * A channel of a guild.
 *
 * @param type 0 for text, 2 for voice, as Discord numbers them
 */
public record Channel(long id, String name, int type) {

    public static final int TEXT = 0;
    public static final int VOICE = 2;

    /** Whether only people may join it who were let in: for the bot it is closed. */
    public boolean locked() {
        return name.equals("locked");
    }
}
