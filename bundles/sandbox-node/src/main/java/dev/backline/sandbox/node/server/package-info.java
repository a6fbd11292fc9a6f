/** The nodes' servers, put together. */
@NullMarked
package dev.backline.sandbox.node.server;

import org.jspecify.annotations.NullMarked;
