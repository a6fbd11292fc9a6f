/** What counting costs. */
@NullMarked
package dev.backline.metrics.catalog;

import org.jspecify.annotations.NullMarked;
