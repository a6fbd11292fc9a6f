package dev.backline.metrics.registry;

/**
 * What is exported, and how much of it.
 *
 * @param dimensions labels and their values
 * @param perMetric most series of one metric, as Prometheus counts them
 * @param inAll most series of all metrics together
 */
record Limits(Dimensions dimensions, int perMetric, int inAll) {}
