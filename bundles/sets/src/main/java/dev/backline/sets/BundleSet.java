package dev.backline.sets;

import java.util.List;

/**
 * A curated set of bundles.
 *
 * @param name of the set
 * @param bundles in the order of its file
 */
public record BundleSet(String name, List<Entry> bundles) {

    /**
     * Begins the location of bundles that belong to a set, before the symbolic name; so they can be told from those that
     * an operator installed.
     */
    public static final String LOCATION = "backline:";

    /**
     * A bundle of the set.
     *
     * @param jar of the bundle
     * @param startLevel when it starts; the higher, the later, and the earlier it is stopped
     */
    public record Entry(StoredJar jar, int startLevel) {

        public String symbolicName() {
            return jar.symbolicName();
        }

        /** What identifies it in the framework. */
        public String location() {
            return LOCATION + jar.symbolicName();
        }
    }

    /** Begins the location of bundles of the distribution that an operator added to the set. */
    public static final String ADDED = "added:";

    /** Copies the list. */
    public BundleSet {
        bundles = List.copyOf(bundles);
    }
}
