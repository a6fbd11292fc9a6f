package dev.backline.sandbox.voice;

/** The voice gateway's messages ("Voice Opcodes" of Discord's documentation). */
final class Opcode {
    static final int IDENTIFY = 0;
    static final int SELECT_PROTOCOL = 1;
    static final int READY = 2;
    static final int HEARTBEAT = 3;
    static final int SESSION_DESCRIPTION = 4;
    static final int SPEAKING = 5;
    static final int HEARTBEAT_ACK = 6;
    static final int RESUME = 7;
    static final int HELLO = 8;
    static final int RESUMED = 9;
    static final int CLIENTS_CONNECT = 11;
    static final int CLIENT_DISCONNECT = 13;
    static final int DAVE_TRANSITION_READY = 23;
    static final int DAVE_MLS_KEY_PACKAGE = 26;
    static final int DAVE_MLS_COMMIT_WELCOME = 28;
    static final int DAVE_MLS_INVALID_COMMIT_WELCOME = 31;

    private Opcode() {}
}
