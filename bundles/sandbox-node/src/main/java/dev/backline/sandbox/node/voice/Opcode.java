package dev.backline.sandbox.node.voice;

/** The voice gateway's messages that a player says or hears ("Voice Opcodes" of Discord's documentation). */
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

    private Opcode() {}
}
