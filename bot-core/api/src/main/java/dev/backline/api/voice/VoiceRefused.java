package dev.backline.api.voice;

/** A voice channel cannot be joined. The message is a sentence for listeners: what is wrong, and what to do. */
public final class VoiceRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public VoiceRefused(String message) {
        super(message);
    }
}
