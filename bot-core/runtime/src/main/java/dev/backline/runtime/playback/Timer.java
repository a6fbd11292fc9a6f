package dev.backline.runtime.playback;

import java.time.Duration;

/** Does something later. */
@FunctionalInterface
interface Timer {

    /**
     * Runs the work after the delay, on any thread; the work returns at once.
     *
     * @return calls it off, if it has not begun
     */
    Runnable after(Duration delay, Runnable work);
}
