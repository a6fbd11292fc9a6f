package dev.backline.lavaplayer;

import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
import dev.backline.api.audio.Track;
import dev.backline.lavaplayer.source.Unplayable;
import java.util.function.Consumer;

/** Loads tracks beside the caller. */
interface TrackLoader {

    /**
     * Calls one of the two, on another thread, unless it is given up before.
     *
     * @return gives the loading up
     */
    Runnable load(Track track, Consumer<AudioTrack> loaded, Consumer<Unplayable> failed);
}
