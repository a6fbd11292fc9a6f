/** Contracts of {@code dev.backline.api.audio}, and an ear that tells what was played. */
@NullMarked
package dev.backline.contract.audio;

import org.jspecify.annotations.NullMarked;
