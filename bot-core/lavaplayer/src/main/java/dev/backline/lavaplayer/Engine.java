package dev.backline.lavaplayer;

import com.sedmelluq.discord.lavaplayer.player.AudioConfiguration;
import com.sedmelluq.discord.lavaplayer.player.AudioPlayerOptions;
import com.sedmelluq.discord.lavaplayer.player.DefaultAudioPlayerManager;
import com.sedmelluq.discord.lavaplayer.track.InternalAudioTrack;
import com.sedmelluq.discord.lavaplayer.track.TrackStateListener;

/** Lavaplayer's threads and settings. A track whose user data is a {@link FirstFrame} tells it when it has one. */
final class Engine extends DefaultAudioPlayerManager {

    Engine(EngineSettings settings) {
        setFrameBufferDuration(Math.toIntExact(settings.buffer().toMillis()));
        setTrackStuckThreshold(settings.stuckAfter().toMillis());
        setPlayerCleanupThreshold(settings.cleanupAfter().toMillis());
        getConfiguration().setResamplingQuality(AudioConfiguration.ResamplingQuality.MEDIUM);
    }

    @Override
    public void executeTrack(
            TrackStateListener listener,
            InternalAudioTrack track,
            AudioConfiguration configuration,
            AudioPlayerOptions playerOptions) {
        AudioConfiguration own = configuration.copy();
        if (track.getUserData() instanceof FirstFrame firstFrame) {
            own.setFrameBufferFactory(
                    (millis, format, stopping) -> new AnnouncingFrameBuffer(millis, format, stopping, firstFrame));
        }
        super.executeTrack(listener, track, own, playerOptions);
    }
}
