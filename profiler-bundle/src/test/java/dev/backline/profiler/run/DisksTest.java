package dev.backline.profiler.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisksTest {

    private static final long MEGABYTE = 1 << 20;

    private Path runs;
    private long ofRuns = 1024 * MEGABYTE;
    private long ofTemporaryFiles = 1024 * MEGABYTE;

    @BeforeEach
    void open(@TempDir Path folder) {
        runs = folder;
    }

    private Disks disks(long leastFree) {
        return new Disks(runs, leastFree, folder -> folder.equals(runs) ? ofRuns : ofTemporaryFiles);
    }

    @Test
    void whereThereIsRoomNothingIsInTheWay() {
        Disks disks = disks(256 * MEGABYTE);

        assertThat(disks.obstacleOfRecording(64 * MEGABYTE)).isEmpty();
        assertThat(disks.areAlmostFull()).isFalse();
    }

    @Test
    void theDiskOfTemporaryFilesHasToHaveRoomForARecording() {
        ofTemporaryFiles = 300 * MEGABYTE;
        Disks disks = disks(256 * MEGABYTE);

        assertThat(disks.obstacleOfRecording(64 * MEGABYTE)).hasValueSatisfying(obstacle -> assertThat(obstacle)
                .contains("has 300 MB free, and 320 MB are needed", "profiler:clean")
                .doesNotContain(runs.toString()));
        assertThat(disks.obstacleOfRun(64 * MEGABYTE)).isEmpty();
    }

    @Test
    void theDiskOfTheRunsHasToHaveRoomToo() {
        ofRuns = 300 * MEGABYTE;
        Disks disks = disks(256 * MEGABYTE);

        assertThat(disks.obstacleOfRecording(64 * MEGABYTE))
                .hasValueSatisfying(obstacle -> assertThat(obstacle).contains(runs.toString()));
        assertThat(disks.obstacleOfRun(64 * MEGABYTE)).isPresent();
    }

    @Test
    void aRecordingEndsAtHalfOfWhatHasToStayFree() {
        Disks disks = disks(256 * MEGABYTE);

        ofTemporaryFiles = 128 * MEGABYTE;
        assertThat(disks.areAlmostFull()).isFalse();
        ofTemporaryFiles = 127 * MEGABYTE;
        assertThat(disks.areAlmostFull()).isTrue();
    }

    @Test
    void somethingStaysFreeWhateverIsConfigured() {
        ofTemporaryFiles = 31 * MEGABYTE;

        assertThat(disks(0).areAlmostFull()).isTrue();
        assertThat(disks(0).obstacleOfRecording(0)).isPresent();
    }
}
