package dev.backline.profiler.span;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;

@Name("dev.backline.Lookup")
@Label("Look-up")
@Description("A source was asked for a track. The event's own time is that at which the profiler heard of its end")
@Category("Backline")
@StackTrace(false)
final class LookupSpan extends jdk.jfr.Event {

    @Label("Source")
    String source = "";

    @Label("Outcome")
    String outcome = "";

    @Label("Began")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long began;

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;
}
