package dev.backline.discord.voice;

import dev.backline.api.event.VoiceObserver;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongFunction;
import net.dv8tion.jda.api.entities.Guild;

/**
 * What the voice channels of one login work with.
 *
 * @param guilds finds a guild that is available now
 * @param threads for work that may wait
 * @param localRefusal why no guild can have a local connection, for listeners to read; empty when they can
 */
record Surroundings(
        LongFunction<Optional<Guild>> guilds,
        VoiceObserver observer,
        ScheduledExecutorService timer,
        Executor threads,
        Optional<String> localRefusal) {}
