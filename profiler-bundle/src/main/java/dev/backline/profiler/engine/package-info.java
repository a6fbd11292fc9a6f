/** What samples a running JVM: async-profiler, and the JDK's Flight Recorder. */
@NullMarked
package dev.backline.profiler.engine;

import org.jspecify.annotations.NullMarked;
