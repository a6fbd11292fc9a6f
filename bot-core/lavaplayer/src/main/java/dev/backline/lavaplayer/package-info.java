/** The embedded audio backend: plays in this process, by Lavaplayer. */
@NullMarked
package dev.backline.lavaplayer;

import org.jspecify.annotations.NullMarked;
