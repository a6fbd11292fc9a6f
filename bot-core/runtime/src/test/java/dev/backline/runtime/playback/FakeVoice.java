package dev.backline.runtime.playback;

import dev.backline.api.voice.VoiceGateway;
import dev.backline.api.voice.VoiceListener;
import dev.backline.api.voice.VoiceRefused;
import dev.backline.api.voice.VoiceTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Voice channels that a test decides over. */
public final class FakeVoice implements VoiceGateway {

    /** What was asked for, in order. */
    public final List<String> calls = new ArrayList<>();

    /** The sentence with which channels are refused; empty lets everyone in. */
    public String refusal = "";

    private @Nullable VoiceListener listener;

    @Override
    public CompletionStage<Void> connect(
            long guildId, long channelId, VoiceTransport transport, VoiceListener newListener) {
        calls.add("connect " + channelId);
        listener = newListener;
        return refusal.isEmpty()
                ? CompletableFuture.completedStage(null)
                : CompletableFuture.failedStage(new VoiceRefused(refusal));
    }

    @Override
    public long userId() {
        return 1;
    }

    @Override
    public void renew(long guildId) {
        calls.add("renew");
    }

    @Override
    public void disconnect(long guildId) {
        calls.add("disconnect");
    }

    /** Whoever listens to the channel that was joined last. */
    public VoiceListener listener() {
        if (listener == null) {
            throw new AssertionError("No channel was joined");
        }
        return listener;
    }
}
