package dev.backline.api.audio;

/**
 * A failure as the log may have it: its classes, its stack and its causes, without their messages. Those of a source or a
 * library may have the address of a track in them, which is its listeners' business.
 */
public final class Wordless extends Exception {

    private static final long serialVersionUID = 1L;

    /** Causes can form a circle. */
    private static final int DEEPEST = 20;

    private Wordless(Throwable failure, int depth) {
        super(
                failure.getClass().getName(),
                failure.getCause() == null || depth == DEEPEST ? null : new Wordless(failure.getCause(), depth + 1),
                false,
                true);
        setStackTrace(failure.getStackTrace());
    }

    /** The failure without its words. */
    public static Wordless of(Throwable failure) {
        return new Wordless(failure, 0);
    }
}
