package dev.backline.profiler.engine;

import java.time.Duration;

/**
 * How often samples are taken. The more often, the finer the picture and the higher the cost.
 *
 * @param cpu CPU time of a thread between two of its samples
 * @param wall between two samples of all threads
 * @param allocBytes bytes allocated between two samples
 * @param lock shorter waits for a lock are left out
 */
public record Rates(Duration cpu, Duration wall, long allocBytes, Duration lock) {}
