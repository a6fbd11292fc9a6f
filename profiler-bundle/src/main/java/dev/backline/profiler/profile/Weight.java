package dev.backline.profiler.profile;

/**
 * What the samples of a stack are worth together.
 *
 * @param value in the unit of the profile's kind
 * @param samples how many there were
 */
public record Weight(long value, long samples) {

    static final Weight NONE = new Weight(0, 0);

    Weight plus(Weight other) {
        return new Weight(value + other.value, samples + other.samples);
    }
}
