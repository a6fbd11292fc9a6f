package dev.backline.api.voice;

import java.util.function.Consumer;

/** How the sound of a player gets into a voice channel. */
public sealed interface VoiceTransport {

    /** The bot itself opens the voice connection and sends the source's frames. */
    record Local(OpusSource source) implements VoiceTransport {}

    /**
     * Somebody else opens the voice connection. The bot joins the channel by its gateway and hands over what Discord
     * answers, each time it answers.
     *
     * @param credentials called on the gateway's thread; returns at once
     */
    record Remote(Consumer<VoiceCredentials> credentials) implements VoiceTransport {}
}
