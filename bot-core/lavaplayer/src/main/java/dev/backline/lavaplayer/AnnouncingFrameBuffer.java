package dev.backline.lavaplayer;

import com.sedmelluq.discord.lavaplayer.format.AudioDataFormat;
import com.sedmelluq.discord.lavaplayer.track.playback.AllocatingAudioFrameBuffer;
import com.sedmelluq.discord.lavaplayer.track.playback.AudioFrame;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says when the first frame is there. Lavaplayer's own start event comes before anything was read, when it is not known
 * yet whether the track plays at all.
 */
final class AnnouncingFrameBuffer extends AllocatingAudioFrameBuffer {

    private final FirstFrame firstFrame;

    AnnouncingFrameBuffer(int millis, AudioDataFormat format, AtomicBoolean stopping, FirstFrame firstFrame) {
        super(millis, format, stopping);
        this.firstFrame = firstFrame;
    }

    @Override
    public void consume(AudioFrame frame) throws InterruptedException {
        if (!hasReceivedFrames()) {
            firstFrame.ready();
        }
        super.consume(frame);
    }
}
