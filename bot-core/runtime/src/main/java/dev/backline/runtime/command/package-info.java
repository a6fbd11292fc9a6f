/** The slash commands. */
@NullMarked
package dev.backline.runtime.command;

import org.jspecify.annotations.NullMarked;
