package dev.backline.launcher;

/** Something that whoever typed the command can mend: the message says what is wrong and what to do. */
public final class LaunchFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LaunchFailure(String message) {
        super(message);
    }
}
