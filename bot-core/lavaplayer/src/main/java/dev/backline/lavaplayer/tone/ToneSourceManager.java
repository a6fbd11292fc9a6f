package dev.backline.lavaplayer.tone;

import com.sedmelluq.discord.lavaplayer.player.AudioPlayerManager;
import com.sedmelluq.discord.lavaplayer.source.AudioSourceManager;
import com.sedmelluq.discord.lavaplayer.tools.FriendlyException;
import com.sedmelluq.discord.lavaplayer.tools.FriendlyException.Severity;
import com.sedmelluq.discord.lavaplayer.track.AudioItem;
import com.sedmelluq.discord.lavaplayer.track.AudioReference;
import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
import com.sedmelluq.discord.lavaplayer.track.AudioTrackInfo;
import java.io.DataInput;
import java.io.DataOutput;
import org.jspecify.annotations.Nullable;

/** Lavaplayer's view of {@link Tone}s. A tone needs no more than its identifier, so nothing else is encoded. */
public final class ToneSourceManager implements AudioSourceManager {

    @Override
    public String getSourceName() {
        return "tone";
    }

    @Override
    public @Nullable AudioItem loadItem(AudioPlayerManager manager, AudioReference reference) {
        if (!Tone.looksLikeOne(reference.identifier)) {
            return null;
        }
        try {
            return new ToneTrack(Tone.parse(reference.identifier), this);
        } catch (IllegalArgumentException e) {
            throw new FriendlyException(e.getMessage(), Severity.COMMON, e);
        }
    }

    @Override
    public boolean isTrackEncodable(AudioTrack track) {
        return true;
    }

    @Override
    public void encodeTrack(AudioTrack track, DataOutput output) {}

    @Override
    public AudioTrack decodeTrack(AudioTrackInfo trackInfo, DataInput input) {
        return new ToneTrack(Tone.parse(trackInfo.identifier), this);
    }

    @Override
    public void shutdown() {}
}
