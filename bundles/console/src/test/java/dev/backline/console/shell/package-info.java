@NullMarked
package dev.backline.console.shell;

import org.jspecify.annotations.NullMarked;
