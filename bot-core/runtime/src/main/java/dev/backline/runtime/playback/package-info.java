/** Queues and players, one event loop per guild. */
@NullMarked
package dev.backline.runtime.playback;

import org.jspecify.annotations.NullMarked;
