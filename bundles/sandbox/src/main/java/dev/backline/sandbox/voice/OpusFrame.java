package dev.backline.sandbox.voice;

import java.util.Arrays;

/** The payload of one voice packet. */
final class OpusFrame {
    /** What a client sends five times before it stops ("Voice Data Interpolation" of Discord's documentation). */
    private static final byte[] SILENCE = {(byte) 0xF8, (byte) 0xFF, (byte) 0xFE};

    private final long position;
    private final long arrivalNanos;
    private final byte[] opus;

    /**
     * @param position in the stream; a missing number is a lost frame
     * @param arrivalNanos by {@link System#nanoTime()}
     * @param opus is kept, not copied
     */
    OpusFrame(long position, long arrivalNanos, byte[] opus) {
        this.position = position;
        this.arrivalNanos = arrivalNanos;
        this.opus = opus;
    }

    long position() {
        return position;
    }

    long arrivalNanos() {
        return arrivalNanos;
    }

    /** The frame as it was sent, not to be changed. */
    byte[] opus() {
        return opus;
    }

    boolean isSilence() {
        return Arrays.equals(opus, SILENCE);
    }
}
