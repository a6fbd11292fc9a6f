package dev.backline.api.feature;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Installs jars as features. Bundles that a jar needs are taken from the distribution when it has them. Of a jar that
 * cannot be installed nothing is left but its name and the reason in {@link Features#list}.
 */
@ProviderType
public interface FeatureInstaller {

    /**
     * Installs a jar and starts it, or updates what was installed from that location before. When an update does not
     * start, what ran before runs again.
     *
     * @param location where it comes from; identifies the bundle from now on
     * @param jar the file
     * @return name of the feature
     * @throws FeatureFailure when it cannot be installed, or does not start; the message says what is missing
     */
    String install(String location, Path jar, Cause cause) throws FeatureFailure;

    /** Lists a jar as refused, until it is installed or withdrawn. */
    void refuse(String location, String reason, Cause cause);

    /** Uninstalls what was installed from a location, or forgets that it was refused. */
    void withdraw(String location, Cause cause);
}
