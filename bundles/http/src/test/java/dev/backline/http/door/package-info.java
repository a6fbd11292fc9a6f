@NullMarked
package dev.backline.http.door;

import org.jspecify.annotations.NullMarked;
