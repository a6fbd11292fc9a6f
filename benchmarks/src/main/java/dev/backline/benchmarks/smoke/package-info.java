/** The release gate: what the bot's work costs, against what it cost in the last release. */
@NullMarked
package dev.backline.benchmarks.smoke;

import org.jspecify.annotations.NullMarked;
