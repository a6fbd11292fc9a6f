package dev.backline.metrics.registry;

import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.dropwizard.samplebuilder.SampleBuilder;
import java.util.List;

/** Takes names and labels as they are: a catalogue has made sure that they are good, once. */
final class CatalogSamples implements SampleBuilder {

    @Override
    public Sample createSample(
            String name, String suffix, List<String> labelNames, List<String> labelValues, double value) {
        return new Sample(suffix.isEmpty() ? name : name + suffix, labelNames, labelValues, value);
    }
}
