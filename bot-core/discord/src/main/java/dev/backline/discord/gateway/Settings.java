package dev.backline.discord.gateway;

/**
 * What an operator sets for the connection.
 *
 * @param token secret; left out of {@link #toString()}
 * @param endpoint {@link #DISCORD}, or the name of a server that stands in for it
 * @param shards how many connections to make; 0 for as many as Discord recommends
 * @param activity what the bot is shown to be listening to; nothing when empty
 */
record Settings(String token, String endpoint, int shards, String activity) {

    /** The name of the real one. */
    static final String DISCORD = "discord";

    Settings {
        if (shards < 0) {
            throw new IllegalArgumentException("shards must be 0 or more; it was " + shards);
        }
    }

    boolean real() {
        return endpoint.equals(DISCORD);
    }

    @Override
    public String toString() {
        return "Settings[endpoint=" + endpoint + ", shards=" + shards + "]";
    }
}
