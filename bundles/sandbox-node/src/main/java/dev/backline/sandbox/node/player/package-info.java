/** The players of a node, on Lavaplayer. */
@NullMarked
package dev.backline.sandbox.node.player;

import org.jspecify.annotations.NullMarked;
