/** Publishing of what happened to observer services. */
@NullMarked
package dev.backline.runtime.event;

import org.jspecify.annotations.NullMarked;
