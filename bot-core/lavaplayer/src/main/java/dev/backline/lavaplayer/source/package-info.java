/** Where the embedded backend finds music. */
@NullMarked
package dev.backline.lavaplayer.source;

import org.jspecify.annotations.NullMarked;
