package dev.backline.sandbox.voice;

/** Makes a voice server misbehave, until it is told otherwise. Safe for use by several threads. */
public final class VoiceFaults {
    private final Rooms rooms;
    private volatile double lostShare;

    VoiceFaults(Rooms rooms) {
        this.rooms = rooms;
    }

    /**
     * Loses datagrams of clients at random, as the net does: to the server they never came.
     *
     * @param share how many of them, 0 to 1
     */
    public void loseDatagrams(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be from 0 to 1, was " + share);
        }
        lostShare = share;
    }

    /**
     * Closes the guild's voice websockets with a code. After 4006, 4011, 4014, 4021 and 4022 the session is over; after
     * the others it can be resumed.
     */
    public void drop(long guildId, VoiceCloseCode code) {
        rooms.find(guildId).ifPresent(room -> room.drop(code));
    }

    /** Breaks the guild's voice websockets without a closing frame; sessions can be resumed. */
    public void cut(long guildId) {
        rooms.find(guildId).ifPresent(Room::cut);
    }

    double lostShare() {
        return lostShare;
    }
}
