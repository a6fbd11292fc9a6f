/** A client of Discord's voice gateway, version 8, that sends sound by UDP. */
@NullMarked
package dev.backline.sandbox.node.voice;

import org.jspecify.annotations.NullMarked;
