package dev.backline.profiler.profile;

import java.util.List;

/** Whose code a package is. */
public interface Owners {

    /**
     * Who has a package. More than one when several bundles have a copy of the same library.
     *
     * @param packageName with dots
     */
    List<Owner> of(String packageName);

    /** Whether code of an owner that uses a package uses the copy of another one. */
    boolean uses(Owner owner, Owner other, String packageName);

    /**
     * A bundle.
     *
     * @param bundleId in the framework
     * @param name short, for people
     */
    record Owner(long bundleId, String name) {}
}
