package dev.backline.sandbox.node.voice;

/** Hears what happens to a voice connection. Called from the connection's threads; returns at once. */
public interface VoiceListener {

    /** The voice server let the client in. */
    void ready();

    /**
     * The connection is closed, and is not opened again by itself. Not told when it was closed from this side.
     *
     * @param code of the WebSocket's closing
     * @param byRemote whether the server closed it, and it did not break
     */
    void closed(int code, String reason, boolean byRemote);
}
