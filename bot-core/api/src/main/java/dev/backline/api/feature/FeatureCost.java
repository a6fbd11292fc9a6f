package dev.backline.api.feature;

import java.time.Duration;

/**
 * What a feature costs.
 *
 * @param share of one CPU, 0 to the number of CPUs, over {@code window}: its observers' share of the CPU time of the
 *     thread that calls them, and the CPU time of its own threads
 * @param window that the share was measured over
 * @param calls of its observers since they came
 * @param errors how many of them threw
 * @param disconnected whether its observers are called no more, because they threw or blocked
 */
public record FeatureCost(double share, Duration window, long calls, long errors, boolean disconnected) {}
