package dev.backline.profiler.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Samples this JVM into a recording that {@code jdk.jfr.consumer} can read. */
public interface Engine {

    /** As operators type it. */
    String name();

    /** Why it does not work here; empty when it does. The first call may take some 100 ms, since it tries. */
    Optional<String> obstacle();

    /** Whether it sees more than the others do. */
    boolean seesMost(Kind kind);

    /** What its recordings of that kind hold, where there is no {@link #obstacle}. */
    Sampling sampling(Kind kind);

    /**
     * Begins to sample.
     *
     * @param file does not exist; it is there and whole when the capture was stopped
     * @throws IOException when the engine does not start; the message says why
     */
    Capture start(Kind kind, Path file) throws IOException;

    /** A recording under way. For one thread. */
    interface Capture extends AutoCloseable {

        /** What it takes on the disk by now, as far as known; some MB may be missing. */
        long bytes();

        /**
         * Ends it and writes what is left to be written.
         *
         * @throws IOException when the file could not be written
         */
        void stop() throws IOException;

        /** Ends it if it was not stopped; its file may be broken then. */
        @Override
        void close();
    }
}
