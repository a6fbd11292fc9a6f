/** Shell commands to be a member of the sandbox's guilds. */
@NullMarked
package dev.backline.sandbox.shell;

import org.jspecify.annotations.NullMarked;
