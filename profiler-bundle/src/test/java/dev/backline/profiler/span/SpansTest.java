package dev.backline.profiler.span;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.audio.SourceKey;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.event.CommandOutcome;
import dev.backline.api.event.LookupObserver.LookupOutcome;
import dev.backline.api.event.RestRoute;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpansTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final SourceKey FILES = new SourceKey("files");
    private static final CommandSpec PLAY = new CommandSpec("play", "Plays", List.of(), true);

    private final AtomicLong now = new AtomicLong();
    private final Spans spans = new Spans(Clock.fixed(NOON, ZoneOffset.UTC), now::get);

    @AfterEach
    void close() {
        spans.close();
    }

    @Test
    void everythingThatTheBotDidSaysWhenItBeganAndHowLongItTook(@TempDir Path folder) throws IOException {
        Map<String, RecordedEvent> events = record(folder, () -> {
            spans.commandStarted(PLAY);
            spans.commandFinished(PLAY, CommandOutcome.USER_ERROR, 250_000_000);
            spans.lookupFinished(FILES, LookupOutcome.NOT_FOUND, 1_000_000);
            spans.trackStarted(FILES, 5_000_000, 2_000_000);
            spans.requestFinished(new RestRoute("GET", "users/@me"), 200, 3_000_000);
        });

        assertThat(events).containsOnlyKeys(Spans.names());
        RecordedEvent command = event(events, "dev.backline.Command");
        assertThat(command.getString("command")).isEqualTo("play");
        assertThat(command.getString("outcome")).isEqualTo("USER_ERROR");
        assertThat(command.getInstant("began")).isEqualTo(NOON.minusMillis(250));
        assertThat(command.getDuration("took")).isEqualTo(Duration.ofMillis(250));
        assertThat(event(events, "dev.backline.Lookup").getString("source")).isEqualTo("files");
        assertThat(event(events, "dev.backline.TrackStart").getDuration("waited"))
                .isEqualTo(Duration.ofMillis(5));
        assertThat(event(events, "dev.backline.Rest").getString("route")).isEqualTo("GET users/@me");
    }

    @Test
    void theEndOfACommandThatBeganBeforeTheRecordingIsNoSpan(@TempDir Path folder) throws IOException {
        assertThat(record(folder, () -> spans.commandFinished(PLAY, CommandOutcome.SUCCESS, 1)))
                .isEmpty();
    }

    @Test
    void aCommandThatBeganBeforeTheRecordingTakesNoSpanOfALaterOne(@TempDir Path folder) throws IOException {
        Map<String, RecordedEvent> events = record(folder, () -> {
            spans.commandStarted(PLAY);
            pass(Duration.ofMillis(50));
            spans.commandFinished(
                    PLAY, CommandOutcome.FAILURE, Duration.ofSeconds(10).toNanos());
            pass(Duration.ofMillis(200));
            spans.commandFinished(
                    PLAY, CommandOutcome.SUCCESS, Duration.ofMillis(240).toNanos());
        });

        assertThat(event(events, "dev.backline.Command").getString("outcome")).isEqualTo("SUCCESS");
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static RecordedEvent event(Map<String, RecordedEvent> events, String name) {
        return Objects.requireNonNull(events.get(name));
    }

    private static Map<String, RecordedEvent> record(Path folder, Runnable what) throws IOException {
        Path file = folder.resolve("spans.jfr");
        Map<String, String> settings =
                Spans.names().stream().collect(Collectors.toMap(name -> name + "#enabled", name -> "true"));
        try (Recording recording = new Recording(settings)) {
            recording.start();
            what.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> Spans.names().contains(event.getEventType().getName()))
                .collect(Collectors.toMap(event -> event.getEventType().getName(), event -> event));
    }
}
