/** What a scrape costs. */
@NullMarked
package dev.backline.metrics.registry;

import org.jspecify.annotations.NullMarked;
