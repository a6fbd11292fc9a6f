/** What an operator types: status, and a socket for commands from outside the process. */
@NullMarked
package dev.backline.console;

import org.jspecify.annotations.NullMarked;
