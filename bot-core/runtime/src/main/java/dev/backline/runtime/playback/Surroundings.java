package dev.backline.runtime.playback;

import dev.backline.api.audio.AudioBackend;
import dev.backline.api.event.Events;
import dev.backline.api.voice.VoiceGateway;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a guild's playback works with.
 *
 * @param backends the backends of the moment, in order of preference
 * @param voice the way into voice channels, while there is one
 * @param events where what happens is published
 * @param timer for what is due later
 * @param nanoTime a clock that only runs forward, in nanoseconds
 * @param settings what the operator set
 */
record Surroundings(
        Supplier<List<AudioBackend>> backends,
        Supplier<Optional<VoiceGateway>> voice,
        Events events,
        Timer timer,
        LongSupplier nanoTime,
        PlaybackSettings settings) {}
