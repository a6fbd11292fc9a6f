package dev.backline.sandbox.voice;

/** A client's message that ends its websocket; the reason, which the client is told, says what was expected. */
final class VoiceRefusal extends Exception {
    private static final long serialVersionUID = 1;

    private final VoiceCloseCode code;
    private final String reason;

    VoiceRefusal(VoiceCloseCode code, String reason) {
        super(reason);
        this.code = code;
        this.reason = reason;
    }

    VoiceCloseCode code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
