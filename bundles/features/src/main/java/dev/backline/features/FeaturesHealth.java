package dev.backline.features;

import dev.backline.api.feature.Feature;
import dev.backline.api.feature.FeatureState;
import dev.backline.api.feature.Features;
import java.util.EnumSet;
import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;

/** Warns of features that are not as they should be. The bot plays on without them. */
final class FeaturesHealth implements HealthCheck {

    private final Features features;

    FeaturesHealth(Features features) {
        this.features = features;
    }

    @Override
    public Result execute() {
        FormattingResultLog result = new FormattingResultLog();
        List<Feature> bad =
                features.list().stream().filter(FeaturesHealth::isBad).toList();
        for (Feature feature : bad) {
            result.warn("{}: {}", feature.name(), feature.problem().orElse("it is still being started"));
        }
        if (bad.isEmpty()) {
            long on = features.list().stream()
                    .filter(feature -> feature.state() == FeatureState.ON)
                    .count();
            result.info("{} on, none failing", on);
        }
        return new Result(result);
    }

    private static boolean isBad(Feature feature) {
        return EnumSet.of(FeatureState.FAILED, FeatureState.REFUSED, FeatureState.STARTING)
                        .contains(feature.state())
                || feature.cost().filter(cost -> cost.disconnected()).isPresent();
    }
}
