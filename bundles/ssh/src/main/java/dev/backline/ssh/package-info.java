/** The operators' shell over SSH, for those whose public key is known. */
@ProvidesFeature(
        name = "ssh",
        summary = "The shell over SSH, with public keys",
        category = FeatureCategory.OPERATIONS,
        threads = {"backline-ssh", "sshd-"})
@NullMarked
package dev.backline.ssh;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
