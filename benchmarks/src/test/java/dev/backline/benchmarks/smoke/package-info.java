@NullMarked
package dev.backline.benchmarks.smoke;

import org.jspecify.annotations.NullMarked;
