@NullMarked
package dev.backline.http;

import org.jspecify.annotations.NullMarked;
