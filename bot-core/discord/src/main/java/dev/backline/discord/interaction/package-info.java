/** Slash commands, completion and buttons: what members do, and what they are answered. */
@NullMarked
package dev.backline.discord.interaction;

import org.jspecify.annotations.NullMarked;
