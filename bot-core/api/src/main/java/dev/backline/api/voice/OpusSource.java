package dev.backline.api.voice;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** Gives the sound of a player, a frame at a time. */
@ConsumerType
public interface OpusSource {

    /**
     * The next Opus frame of 20 ms at 48 kHz stereo, or {@code null} when there is nothing to send now. Called by one
     * thread every 20 ms; it must not block, and should not allocate.
     *
     * @return from position to limit the frame; valid until the next call
     */
    @Nullable ByteBuffer nextFrame();
}
