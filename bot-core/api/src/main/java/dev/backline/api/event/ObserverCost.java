package dev.backline.api.event;

import java.util.Optional;

/**
 * What the observers of one bundle cost since they came.
 *
 * @param bundleId in the framework
 * @param calls how many, exactly
 * @param errors how many of them threw
 * @param nanos time in them, estimated from a random sample of calls (some 1,000 a second, one in 128 at least): a
 *     measure for shares between bundles
 * @param disconnected why they are called no more: they threw or blocked
 */
public record ObserverCost(long bundleId, long calls, long errors, long nanos, Optional<String> disconnected) {}
