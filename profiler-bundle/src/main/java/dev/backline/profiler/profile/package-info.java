/** What a recording says: stacks with weights, who they belong to, and the ways to look at them. */
@NullMarked
package dev.backline.profiler.profile;

import org.jspecify.annotations.NullMarked;
