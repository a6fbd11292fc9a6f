package dev.backline.profiler.profile;

import java.util.Comparator;

/**
 * A part of a profile.
 *
 * @param name of whatever it is the share of
 * @param weight of the part
 * @param share of the whole, 0 to 1
 */
public record Share(String name, Weight weight, double share) {

    static final Comparator<Share> HEAVIEST_FIRST =
            Comparator.comparing((Share share) -> -share.weight().value()).thenComparing(Share::name);
}
