package dev.backline.lavaplayer.source;

import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
import dev.backline.api.audio.Track;
import dev.backline.api.audio.TrackSource;

/** A source whose tracks the embedded backend can play. */
public interface PlayableSource extends TrackSource {

    /**
     * Loads a track that this source found, perhaps before a restart. Blocks; give it up by an interrupt.
     *
     * @return ready to be played once
     * @throws Unplayable when it is gone or cannot be read
     */
    AudioTrack load(Track track) throws Unplayable;
}
