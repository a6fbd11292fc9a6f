package dev.backline.profiler.run;

/**
 * What a run holds of what there was: only runs of one scope can be compared.
 *
 * @param engine what recorded it; empty when that is not known, as of runs that have no scope
 * @param thread only threads with this text in their names; empty for all
 * @param feature only what is done under the frames of that feature; empty for everything
 */
public record Scope(String engine, String thread, String feature) {

    /** Of what no engine recorded, and of runs that do not say. */
    public static final Scope UNKNOWN = new Scope("", "", "");

    /** Whether it is known. */
    public boolean isKnown() {
        return !engine.isEmpty();
    }

    /** What was left out, in words. */
    public String filter() {
        String threads = thread.isEmpty() ? "all threads" : "threads with “" + thread + "”";
        return feature.isEmpty() ? threads : threads + " under " + feature;
    }
}
