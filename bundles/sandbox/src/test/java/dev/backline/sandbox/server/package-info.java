/** The whole sandbox, with JDA as it is and with requests by hand. */
@NullMarked
package dev.backline.sandbox.server;

import org.jspecify.annotations.NullMarked;
