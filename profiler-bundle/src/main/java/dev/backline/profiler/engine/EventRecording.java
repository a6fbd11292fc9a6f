package dev.backline.profiler.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Some events of Flight Recorder, recorded beside another profiler and put into its file. For one thread. */
final class EventRecording implements AutoCloseable {

    private final Set<String> events;
    private final @Nullable Recording recording;

    private EventRecording(Set<String> events, @Nullable Recording recording) {
        this.events = events;
        this.recording = recording;
    }

    /**
     * Records nothing where there is no Flight Recorder.
     *
     * @throws IOException when there is one, and it does not start
     */
    static EventRecording start(Set<String> events) throws IOException {
        if (events.isEmpty() || !FlightRecorder.isAvailable()) {
            return new EventRecording(events, null);
        }
        Recording recording = new Recording(settings(events));
        try {
            recording.setName("Backline events");
            recording.start();
        } catch (IllegalStateException e) {
            recording.close();
            throw new IOException("Flight Recorder did not start: " + e.getMessage(), e);
        }
        return new EventRecording(events, recording);
    }

    static Map<String, String> settings(Set<String> events) {
        return events.stream().collect(Collectors.toMap(event -> event + "#enabled", event -> "true"));
    }

    /**
     * Writes what a recording holds that was stopped. {@link Recording#dump} would write through a channel, which an
     * interrupt closes: whoever is impatient would be left with nothing.
     */
    static void write(Recording stopped, Path file) throws IOException {
        try (InputStream content = stopped.getStream(null, null)) {
            if (content == null) {
                throw new IOException("Flight Recorder recorded nothing");
            }
            Files.copy(content, file);
        }
    }

    /**
     * Ends it and appends it to a recording; recordings that follow each other are one. Each has its own clock, as Mission
     * Control knows; the JDK's own reader takes that of the first for all, so that its times of these events are wrong.
     */
    void appendTo(Path file) throws IOException {
        if (recording == null) {
            return;
        }
        Path all = file.resolveSibling(file.getFileName() + ".all");
        Path own = file.resolveSibling(file.getFileName() + ".own");
        try (recording;
                OutputStream end = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            recording.stop();
            write(recording, all);
            // Flight Recorder writes what any recording wants, and of another one nothing belongs here.
            try (RecordingFile recorded = new RecordingFile(all)) {
                recorded.write(
                        own, event -> events.contains(event.getEventType().getName()));
            }
            try (InputStream filtered = Files.newInputStream(own)) {
                filtered.transferTo(end);
            }
        } finally {
            Files.deleteIfExists(all);
            Files.deleteIfExists(own);
        }
    }

    @Override
    public void close() {
        if (recording != null) {
            recording.close();
        }
    }
}
