@NullMarked
package dev.backline.api.shell;

import org.jspecify.annotations.NullMarked;
