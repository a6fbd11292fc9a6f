package dev.backline.sandbox.voice;

import java.time.Duration;
import java.time.Instant;

/**
 * A pause between two voice packets of which the first was not silence: a listener hears it.
 *
 * @param length from the arrival of the one to that of the other; 20 ms when nothing is wrong
 * @param endedAt when the later packet came
 */
public record Gap(Duration length, Instant endedAt) {

    /** A packet came after the next one was due: whoever plays without a buffer hears it. */
    static final Duration LONG = Duration.ofMillis(40);
}
