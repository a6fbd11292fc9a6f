package dev.backline.profiler.span;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;

@Name("dev.backline.TrackStart")
@Label("Track start")
@Description(
        "From the order to play until the first frame. The event's own time is that at which the profiler heard of it")
@Category("Backline")
@StackTrace(false)
final class TrackStartSpan extends jdk.jfr.Event {

    @Label("Source")
    String source = "";

    @Label("Waited in Queue")
    @Timespan(Timespan.NANOSECONDS)
    long waited;

    @Label("Began")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long began;

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;
}
