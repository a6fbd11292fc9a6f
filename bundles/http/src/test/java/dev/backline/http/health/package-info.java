@NullMarked
package dev.backline.http.health;

import org.jspecify.annotations.NullMarked;
