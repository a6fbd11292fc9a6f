package dev.backline.profiler.span;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;

@Name("dev.backline.Command")
@Label("Command")
@Description(
        "A slash command. The event's own times are those at which the profiler heard of it, up to some 10 ms late")
@Category("Backline")
@StackTrace(false)
final class CommandSpan extends jdk.jfr.Event {

    @Label("Command")
    final String command;

    @Label("Outcome")
    String outcome = "";

    @Label("Began")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long began;

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;

    CommandSpan(String command) {
        this.command = command;
    }
}
