@NullMarked
package dev.backline.configuration;

import org.jspecify.annotations.NullMarked;
