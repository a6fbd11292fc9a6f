/** The servers of the sandbox, put together. */
@NullMarked
package dev.backline.sandbox.server;

import org.jspecify.annotations.NullMarked;
