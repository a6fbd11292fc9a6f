package dev.backline.sandbox.voice;

/**
 * What a client shows to be let in: the session id from its VOICE_STATE_UPDATE and the token from its
 * VOICE_SERVER_UPDATE.
 */
record Ticket(String sessionId, String token) {
    /** Says neither, so that no log shows them. */
    @Override
    public String toString() {
        return "Ticket";
    }
}
