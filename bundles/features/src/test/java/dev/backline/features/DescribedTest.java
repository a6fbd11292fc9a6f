package dev.backline.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.feature.FeatureCategory;
import org.junit.jupiter.api.Test;

class DescribedTest {

    @Test
    void readsWhatAManifestSays() {
        assertThat(Described.by("osgi.service;objectClass:List<String>=\"a.B\";effective:=active,"
                        + "dev.backline.feature;dev.backline.feature=beats;summary=\"Counts, and counts\";"
                        + "category=METRICS;removable=false;observes:List<String>=\"commands,voice\""))
                .get()
                .satisfies(described -> {
                    assertThat(described.name()).isEqualTo("beats");
                    assertThat(described.summary()).isEqualTo("Counts, and counts");
                    assertThat(described.category()).isEqualTo(FeatureCategory.METRICS);
                    assertThat(described.removable()).isFalse();
                    assertThat(described.observes()).containsExactly("commands", "voice");
                    assertThat(described.threads()).isEmpty();
                });
    }

    @Test
    void whatIsNotSaidIsRemovableAndOfNoCategory() {
        assertThat(Described.by("dev.backline.feature;dev.backline.feature=beats"))
                .get()
                .satisfies(described -> {
                    assertThat(described.removable()).isTrue();
                    assertThat(described.category()).isEqualTo(FeatureCategory.OTHER);
                });
    }

    @Test
    void anEmptyHeaderIsNoFeature() {
        assertThat(Described.by("")).isEmpty();
        assertThat(Described.by("osgi.service;objectClass=\"a.B\"")).isEmpty();
    }
}
