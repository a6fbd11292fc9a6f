package dev.backline.profiler.span;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;

@Name("dev.backline.Rest")
@Label("REST Call")
@Description("A request to Discord. The event's own time is that at which the profiler heard of its end")
@Category("Backline")
@StackTrace(false)
final class RestSpan extends jdk.jfr.Event {

    @Label("Route")
    String route = "";

    @Label("Status")
    int status;

    @Label("Began")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long began;

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;
}
