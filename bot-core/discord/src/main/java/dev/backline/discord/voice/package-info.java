/** Voice channels: joining, sending, and handing over the right to send. */
@NullMarked
package dev.backline.discord.voice;

import org.jspecify.annotations.NullMarked;
