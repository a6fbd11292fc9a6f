@NullMarked
package dev.backline.deploy;

import org.jspecify.annotations.NullMarked;
