package dev.backline.api.feature;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;

/**
 * Makes a bundle a feature flag, by a capability in its manifest. Stands on one of its packages. Bundles that give the same name are one feature. A bundle that is not built with this annotation writes it by hand:
 *
 * <pre>{@code
 * Provide-Capability: dev.backline.feature;dev.backline.feature=beats;summary="Counts beats";category=METRICS
 * }</pre>
 */
@Capability(namespace = ProvidesFeature.NAMESPACE)
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PACKAGE)
public @interface ProvidesFeature {

    /** Namespace of the capability, and its attribute with the feature's name. */
    String NAMESPACE = "dev.backline.feature";

    /** What operators call it: lower-case letters, digits and dashes. */
    @Attribute(NAMESPACE)
    String name();

    /** What it does, one line without a full stop. */
    @Attribute("summary")
    String summary();

    @Attribute("category")
    FeatureCategory category();

    /**
     * Whether the bot plays on without it, so that it may be switched off without being forced; by the guard, too, unless
     * its category is one that people work with.
     */
    @Attribute("removable")
    boolean removable() default true;

    /** What it observes, for whoever wonders what it costs: {@code commands}, {@code voice} and so on. */
    @Attribute("observes")
    String[] observes() default {};

    /** Beginnings of the names of the threads that it starts: their CPU time counts as its own. */
    @Attribute("threads")
    String[] threads() default {};
}
