/** What the sandbox's Discord consists of: guilds, members, channels, messages. */
@NullMarked
package dev.backline.sandbox.world;

import org.jspecify.annotations.NullMarked;
