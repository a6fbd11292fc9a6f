/** What members do with the bot's commands and buttons, and what the bot answers. */
@NullMarked
package dev.backline.sandbox.interaction;

import org.jspecify.annotations.NullMarked;
