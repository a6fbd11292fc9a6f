package dev.backline.discord.voice;

import dev.backline.api.event.VoiceObserver;
import dev.backline.api.voice.VoiceGateway;
import dev.backline.api.voice.VoiceListener;
import dev.backline.api.voice.VoiceTransport;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import net.dv8tion.jda.api.audio.AudioModuleConfig;
import net.dv8tion.jda.api.audio.dave.DaveSessionFactory;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.events.guild.GuildAvailableEvent;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.guild.GuildLeaveEvent;
import net.dv8tion.jda.api.events.guild.GuildReadyEvent;
import net.dv8tion.jda.api.events.guild.voice.GuildVoiceUpdateEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.hooks.VoiceDispatchInterceptor;
import net.dv8tion.jda.api.sharding.DefaultShardManagerBuilder;

/** The voice channels of one login. */
public final class VoiceChannels extends ListenerAdapter implements VoiceGateway, VoiceDispatchInterceptor {

    private final Map<Long, VoiceLink> links = new ConcurrentHashMap<>();
    private final PacketClock clock;
    private final Surroundings around;
    private final LongSupplier userId;

    /**
     * @param userId the bot's own; asked for once it is logged in
     * @param guilds finds a guild that is available now
     * @param threads for work that may wait
     * @param localRefusal why no guild can have a local connection; empty when they can
     */
    public VoiceChannels(
            LongSupplier userId,
            LongFunction<Optional<Guild>> guilds,
            VoiceObserver observer,
            ScheduledExecutorService timer,
            Executor threads,
            Optional<String> localRefusal) {
        this.userId = userId;
        clock = new PacketClock(observer, System::nanoTime);
        around = new Surroundings(guilds, observer, timer, threads, localRefusal);
    }

    /** Makes a login use these voice channels. */
    public void installIn(DefaultShardManagerBuilder builder, DaveSessionFactory encryption) {
        builder.setVoiceDispatchInterceptor(this)
                .setAudioModuleConfig(
                        new AudioModuleConfig().withAudioSendFactory(clock).withDaveSessionFactory(encryption))
                .addEventListeners(this);
    }

    @Override
    public long userId() {
        return userId.getAsLong();
    }

    @Override
    public CompletionStage<Void> connect(
            long guildId, long channelId, VoiceTransport transport, VoiceListener listener) {
        return links.computeIfAbsent(guildId, id -> new VoiceLink(id, around)).connect(channelId, transport, listener);
    }

    @Override
    public void renew(long guildId) {
        VoiceLink link = links.get(guildId);
        if (link != null) {
            link.renew();
        }
    }

    @Override
    public void disconnect(long guildId) {
        VoiceLink link = links.get(guildId);
        if (link != null) {
            CompletionStage<Void> unused = link.disconnect();
        }
    }

    /** Leaves every channel, waits for the gateway to confirm, and sends nothing any more. */
    public void close(Duration patience) throws InterruptedException {
        CompletableFuture<?>[] all = links.values().stream()
                .map(link -> link.disconnect().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        try {
            Object unused = CompletableFuture.allOf(all).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Closing the gateway's connection makes Discord take the bot out of its channels.
        } finally {
            clock.close();
        }
    }

    @Override
    public void onVoiceServerUpdate(VoiceServerUpdate update) {
        VoiceLink link = links.get(update.getGuildIdLong());
        if (link != null) {
            link.serverNamed(update);
        }
    }

    @Override
    public boolean onVoiceStateUpdate(VoiceStateUpdate update) {
        VoiceLink link = links.get(update.getGuildIdLong());
        return link != null && link.stateChanged(update.getGuild(), update.getChannel());
    }

    @Override
    public void onGuildVoiceUpdate(GuildVoiceUpdateEvent event) {
        VoiceLink link = links.get(event.getGuild().getIdLong());
        if (link != null) {
            link.othersMoved();
        }
    }

    @Override
    public void onGuildReady(GuildReadyEvent event) {
        appeared(event.getGuild());
    }

    @Override
    public void onGuildAvailable(GuildAvailableEvent event) {
        appeared(event.getGuild());
    }

    @Override
    public void onGuildJoin(GuildJoinEvent event) {
        appeared(event.getGuild());
    }

    @Override
    public void onGuildLeave(GuildLeaveEvent event) {
        VoiceLink link = links.remove(event.getGuild().getIdLong());
        if (link != null) {
            link.guildGone();
        }
    }

    private void appeared(Guild guild) {
        VoiceLink link = links.get(guild.getIdLong());
        if (link != null) {
            link.guildAppeared(guild);
        }
    }
}
