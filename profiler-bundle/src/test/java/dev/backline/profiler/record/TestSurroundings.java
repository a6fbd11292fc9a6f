package dev.backline.profiler.record;

import dev.backline.profiler.profile.Owners;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Of a bot without bundles. */
public final class TestSurroundings implements Surroundings {

    @Override
    public Owners owners() {
        return new Owners() {
            @Override
            public List<Owner> of(String packageName) {
                return List.of();
            }

            @Override
            public boolean uses(Owner owner, Owner other, String packageName) {
                return false;
            }
        };
    }

    @Override
    public List<String> features() {
        return List.of();
    }

    @Override
    public Set<Long> bundlesOf(String feature) {
        throw new IllegalArgumentException("There is no feature " + feature);
    }

    @Override
    public OptionalInt players() {
        return OptionalInt.of(3);
    }
}
