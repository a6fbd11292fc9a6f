package dev.backline.profiler.watch;

import java.time.Duration;

/**
 * What is too much.
 *
 * @param p99 what 99 of 100 uses of a command within a minute may take
 * @param cpu share of all CPUs that the process may use over half a minute, 0 to 1
 * @param oldGeneration share of the old generation that may be used, 0 to 1
 * @param pause from one piece of evidence to the next
 */
public record Limits(Duration p99, double cpu, double oldGeneration, Duration pause) {}
