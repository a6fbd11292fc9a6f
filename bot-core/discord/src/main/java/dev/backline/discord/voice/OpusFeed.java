package dev.backline.discord.voice;

import dev.backline.api.voice.OpusSource;
import java.nio.ByteBuffer;
import net.dv8tion.jda.api.audio.AudioSendHandler;
import org.jspecify.annotations.Nullable;

/**
 * Gives JDA the frames of a source as they are. When the source pauses, five frames of silence follow, so that
 * listeners' decoders do not stretch the last sound:
 * <a href="https://discord.com/developers/docs/topics/voice-connections#voice-data-interpolation">Discord</a>.
 *
 * <p>Except for {@link #source}, used by one thread.
 */
final class OpusFeed implements AudioSendHandler {

    /** What a period has for listeners. */
    enum Next {
        SOUND,
        SILENCE,
        NOTHING
    }

    private static final byte[] SILENCE = {(byte) 0xF8, (byte) 0xFF, (byte) 0xFE};
    private static final int SILENT_FRAMES = 5;

    private final ByteBuffer silence = ByteBuffer.allocateDirect(SILENCE.length).put(SILENCE);
    private volatile OpusSource source;
    private @Nullable ByteBuffer frame;
    private int silentFramesLeft;

    OpusFeed(OpusSource source) {
        this.source = source;
    }

    /** Plays nothing from the next frame on, and knows the source no more. */
    void forgetSource() {
        source = () -> null;
    }

    /** Plays another source from the next frame on. */
    void source(OpusSource next) {
        source = next;
    }

    /** What there is to send now. */
    Next prepare() {
        frame = source.nextFrame();
        if (frame != null) {
            silentFramesLeft = SILENT_FRAMES;
            return Next.SOUND;
        }
        if (silentFramesLeft > 0) {
            silentFramesLeft--;
            frame = silence.rewind();
            return Next.SILENCE;
        }
        return Next.NOTHING;
    }

    @Override
    public boolean canProvide() {
        return frame != null;
    }

    @Override
    public @Nullable ByteBuffer provide20MsAudio() {
        ByteBuffer taken = frame;
        frame = null;
        return taken;
    }

    @Override
    public boolean isOpus() {
        return true;
    }
}
