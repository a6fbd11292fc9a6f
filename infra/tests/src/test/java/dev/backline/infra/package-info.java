/** Tests of what runs around the bot. */
@NullMarked
package dev.backline.infra;

import org.jspecify.annotations.NullMarked;
