/** A source of tones for Lavaplayer. It needs nothing else of this bundle, so that another player can have a copy. */
@NullMarked
package dev.backline.lavaplayer.tone;

import org.jspecify.annotations.NullMarked;
