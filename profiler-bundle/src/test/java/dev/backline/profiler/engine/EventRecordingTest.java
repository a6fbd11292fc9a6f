package dev.backline.profiler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventRecordingTest {

    private static final String COLLECTION = "jdk.SystemGC";

    @Test
    void whoeverIsImpatientWhileItIsWrittenGetsItAllTheSame(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("recording.jfr"));
        try (EventRecording recording = EventRecording.start(Set.of(COLLECTION))) {
            System.gc();
            Thread.currentThread().interrupt();

            recording.appendTo(file);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(RecordingFile.readAllEvents(file))
                .isNotEmpty()
                .extracting(event -> event.getEventType().getName())
                .containsOnly(COLLECTION);
    }
}
