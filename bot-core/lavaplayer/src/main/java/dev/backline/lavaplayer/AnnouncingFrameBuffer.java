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

    /** Only Lavaplayer's thread of this track reads and writes it. */
    private boolean announced;

    AnnouncingFrameBuffer(int millis, AudioDataFormat format, AtomicBoolean stopping, FirstFrame firstFrame) {
        super(millis, format, stopping);
        this.firstFrame = firstFrame;
    }

    @Override
    public void consume(AudioFrame frame) throws InterruptedException {
        super.consume(frame);
        // A frame counts as received even when a seek interrupts it and it is not there, hence a state of our own.
        if (!announced && hasReceivedFrames()) {
            announced = true;
            firstFrame.ready();
        }
    }
}
