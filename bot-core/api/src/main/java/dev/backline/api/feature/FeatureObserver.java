package dev.backline.api.feature;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears about changes of features, one after the other, after each was made. Returns at once. */
@ConsumerType
public interface FeatureObserver {

    /** Something happened to a feature, and stands in the history. */
    void featureChanged(FeatureChange change);
}
