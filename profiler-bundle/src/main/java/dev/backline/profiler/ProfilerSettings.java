package dev.backline.profiler;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What operators may set of the profiler. */
@ObjectClassDefinition(name = "Profiler")
public @interface ProfilerSettings {

    @AttributeDefinition(
            name = "What all runs may take on the disk (MB)",
            description =
                    "When it is more, the oldest go. A recording that takes more ends; a heap dump stays whatever it takes",
            min = "1")
    int keepMegabytes() default 1024;

    @AttributeDefinition(
            name = "What has to stay free on the disk (MB)",
            description = "Less than 32 counts as 32. The disk of the home, and that of Java's temporary files",
            min = "0")
    int leastFreeMegabytes() default 256;

    @AttributeDefinition(name = "CPU time of a thread between two CPU samples (milliseconds)", min = "1", max = "1000")
    int cpuMillis() default 10;

    @AttributeDefinition(
            name = "Time between two wall-clock samples of all threads (milliseconds)",
            min = "1",
            max = "1000")
    int wallMillis() default 20;

    @AttributeDefinition(name = "Allocated bytes between two samples (kB)", min = "1")
    int allocKilobytes() default 512;

    @AttributeDefinition(name = "Shorter waits for locks are left out (microseconds)", min = "0")
    int lockMicros() default 10;

    @AttributeDefinition(name = "What a continuous recording may take (MB)", min = "1")
    int continuousMegabytes() default 64;

    @AttributeDefinition(name = "How far back a continuous recording goes (minutes)", min = "1")
    int continuousMinutes() default 10;

    @AttributeDefinition(name = "Watch from the start, without being told in the shell")
    boolean watch() default false;

    @AttributeDefinition(
            name =
                    "The watch keeps evidence when one of 100 uses of a command within a minute takes longer (milliseconds)",
            min = "1")
    int watchCommandMillis() default 2000;

    @AttributeDefinition(
            name = "... when the process uses more of all CPUs over half a minute (percent)",
            min = "1",
            max = "100")
    int watchCpuPercent() default 80;

    /** Of the largest heap, of which the collector needs some itself: at 90 % there is no process left to look. */
    @AttributeDefinition(name = "... when more of the old generation is used (percent)", min = "1", max = "100")
    int watchOldGenerationPercent() default 70;

    @AttributeDefinition(name = "From one piece of evidence to the next (minutes)", min = "1")
    int watchPauseMinutes() default 10;
}
