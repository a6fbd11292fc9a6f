/** The command line: runs a bundle set in the Felix framework, and talks to a running one. */
@NullMarked
package dev.backline.launcher;

import org.jspecify.annotations.NullMarked;
