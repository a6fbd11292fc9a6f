package dev.backline.api.voice;

import org.osgi.annotation.versioning.ProviderType;

/** Hears what happens to a joined voice channel. Called from the gateway's threads; returns at once. */
@ProviderType
public interface VoiceListener {

    /** Somebody moved the bot to another channel of the guild. */
    void moved(long channelId);

    /**
     * The number of people who can hear the bot changed; also told once after joining.
     *
     * @param listeners members in the channel that are not bots
     */
    void audienceChanged(int listeners);

    /** The bot was disconnected and will not reconnect by itself: kicked, channel deleted, guild left. */
    void disconnected();
}
