@NullMarked
package dev.backline.benchmarks;

import org.jspecify.annotations.NullMarked;
