@NullMarked
package dev.backline.sandbox.shell;

import org.jspecify.annotations.NullMarked;
