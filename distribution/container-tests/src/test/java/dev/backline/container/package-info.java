/** Tests inside the container: the bundles of the distribution in the real framework, by Pax Exam. */
@NullMarked
package dev.backline.container;

import org.jspecify.annotations.NullMarked;
