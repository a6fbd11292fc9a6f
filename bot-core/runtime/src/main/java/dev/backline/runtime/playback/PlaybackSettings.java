package dev.backline.runtime.playback;

import java.time.Duration;

/**
 * What an operator sets for playback.
 *
 * @param queueCapacity most tracks that wait in one guild
 * @param leaveAfter how long the bot stays in a channel in which nothing plays or nobody listens
 */
public record PlaybackSettings(int queueCapacity, Duration leaveAfter) {

    public PlaybackSettings {
        if (queueCapacity < 1) {
            throw new IllegalArgumentException("queueCapacity must be at least 1; it was " + queueCapacity);
        }
        if (leaveAfter.isNegative() || leaveAfter.isZero()) {
            throw new IllegalArgumentException("leaveAfter must be positive; it was " + leaveAfter);
        }
    }
}
