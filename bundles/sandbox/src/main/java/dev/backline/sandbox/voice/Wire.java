package dev.backline.sandbox.voice;

/** The server's end of one websocket. Its methods return at once and may be called by any thread. */
interface Wire {
    /** Sends a text message after those sent before; does nothing once the websocket is closed. */
    void send(String text);

    /** Closes with a code, after what was sent. */
    void close(VoiceCloseCode code, String reason);

    /** Breaks the connection as a failing net does: without a closing frame. */
    void cut();
}
