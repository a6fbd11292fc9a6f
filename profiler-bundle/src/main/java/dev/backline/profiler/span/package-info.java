/** What the bot did, as events of Flight Recorder and as figures of a run. */
@NullMarked
package dev.backline.profiler.span;

import org.jspecify.annotations.NullMarked;
