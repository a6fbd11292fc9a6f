/** Whether the bot is live, and ready, for those who ask over HTTP. */
@NullMarked
package dev.backline.http.health;

import org.jspecify.annotations.NullMarked;
