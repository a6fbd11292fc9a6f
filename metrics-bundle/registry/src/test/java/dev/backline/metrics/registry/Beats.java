package dev.backline.metrics.registry;

import dev.backline.api.audio.SourceKey;
import dev.backline.metrics.catalog.Buckets;
import dev.backline.metrics.catalog.Catalog;
import dev.backline.metrics.catalog.Count;
import dev.backline.metrics.catalog.Label;
import dev.backline.metrics.catalog.Labelled;
import dev.backline.metrics.catalog.Labelled2;
import dev.backline.metrics.catalog.Level;
import dev.backline.metrics.catalog.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** A catalogue with a metric of each kind. */
final class Beats extends Catalog {

    enum Drum {
        SNARE,
        BASS
    }

    final Labelled2<SourceKey, Drum, Count> strokes = counts(
            "backline_beat_strokes_total", "Strokes on drums", Label.ofSources("source"), Label.of("drum", Drum.class));

    final Labelled<SourceKey, Timing> pause = timings(
            "backline_beat_pause_seconds",
            "Time between two strokes",
            Buckets.ofMillis(100, 2_500),
            Label.ofSources("source"));

    final Labelled<SourceKey, Level> loudness =
            levels("backline_beat_loudness", "How loud it is", Label.ofSources("source"));

    final List<SourceKey> playing = new ArrayList<>();

    Beats(DoubleSupplier tempo) {
        super("beats");
        gauge("backline_beat_tempo", "Beats per minute, with a \\ and a\nline feed", tempo);
        gauges(
                "backline_beat_playing",
                "What plays",
                Label.ofSources("source"),
                sink -> playing.forEach(source -> sink.add(source, 1)));
        counters(
                "backline_beat_bars_total",
                "Bars",
                Label.ofSources("source"),
                sink -> playing.forEach(source -> sink.add(source, 2)));
        info("backline_beat_info", "What drums", Fact.of("version", "version", "1.2"));
    }
}
