package dev.backline.lavaplayer;

import java.time.Duration;

/**
 * What an operator sets for the embedded playback.
 *
 * @param buffer how much sound is made ahead; a pause in the source that is shorter is not heard
 * @param stuckAfter how long a track may give no sound before that is told
 * @param cleanupAfter how long nobody may fetch a track's sound before it is given up
 */
record EngineSettings(Duration buffer, Duration stuckAfter, Duration cleanupAfter) {

    EngineSettings {
        requirePositive("buffer", buffer);
        requirePositive("stuckAfter", stuckAfter);
        requirePositive("cleanupAfter", cleanupAfter);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive; it was " + value);
        }
    }
}
