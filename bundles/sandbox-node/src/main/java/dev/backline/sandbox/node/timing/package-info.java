/** What happens when in a node. */
@NullMarked
package dev.backline.sandbox.node.timing;

import org.jspecify.annotations.NullMarked;
