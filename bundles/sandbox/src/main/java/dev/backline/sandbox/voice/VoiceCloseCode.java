package dev.backline.sandbox.voice;

/** The codes with which Discord closes a voice websocket ("Voice Close Event Codes" of its documentation). */
public enum VoiceCloseCode {
    UNKNOWN_OPCODE(4001, false),
    FAILED_TO_DECODE(4002, false),
    NOT_AUTHENTICATED(4003, false),
    AUTHENTICATION_FAILED(4004, false),
    ALREADY_AUTHENTICATED(4005, false),
    SESSION_NO_LONGER_VALID(4006, true),
    SESSION_TIMEOUT(4009, false),
    SERVER_NOT_FOUND(4011, true),
    UNKNOWN_PROTOCOL(4012, false),
    DISCONNECTED(4014, true),
    SERVER_CRASHED(4015, false),
    UNKNOWN_ENCRYPTION_MODE(4016, false),
    BAD_REQUEST(4020, false),
    RATE_LIMITED(4021, true),
    CALL_TERMINATED(4022, true);

    private final int code;
    private final boolean endsSession;

    VoiceCloseCode(int code, boolean endsSession) {
        this.code = code;
        this.endsSession = endsSession;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** Whether the session is over too, so that a client cannot resume it on another websocket. */
    boolean endsSession() {
        return endsSession;
    }
}
