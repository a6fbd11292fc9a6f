/** Brings the commands of all bundles into the Gogo shell, with help, completion and clear errors. */
@NullMarked
package dev.backline.console.shell;

import org.jspecify.annotations.NullMarked;
