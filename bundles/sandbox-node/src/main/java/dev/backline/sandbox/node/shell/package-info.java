/** The nodes' shell commands. */
@NullMarked
package dev.backline.sandbox.node.shell;

import org.jspecify.annotations.NullMarked;
