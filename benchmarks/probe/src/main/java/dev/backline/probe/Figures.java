package dev.backline.probe;

/**
 * What an operation costs.
 *
 * @param operation its name
 * @param allocatedBytes by all threads, each time
 * @param cpuNanos of all threads but the JVM's own, each time
 * @param calibrationNanos CPU time of a piece of work that is the same everywhere, on this machine in the same minute
 * @param retained objects of the class of which there are most more afterwards, each time
 * @param retainedClass name of that class
 */
record Figures(
        String operation,
        double allocatedBytes,
        double cpuNanos,
        double calibrationNanos,
        double retained,
        String retainedClass) {}
