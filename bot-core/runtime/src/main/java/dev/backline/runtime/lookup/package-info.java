/** Finding what a listener asked for. */
@NullMarked
package dev.backline.runtime.lookup;

import org.jspecify.annotations.NullMarked;
