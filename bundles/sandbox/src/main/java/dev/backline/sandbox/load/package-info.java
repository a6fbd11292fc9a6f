/** Many members at once. */
@NullMarked
package dev.backline.sandbox.load;

import org.jspecify.annotations.NullMarked;
