package dev.backline.discord.voice;

import dev.backline.api.voice.VoiceCredentials;
import dev.backline.api.voice.VoiceListener;
import dev.backline.api.voice.VoiceRefused;
import dev.backline.api.voice.VoiceTransport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.audio.hooks.ConnectionListener;
import net.dv8tion.jda.api.audio.hooks.ConnectionStatus;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.middleman.AudioChannel;
import net.dv8tion.jda.api.hooks.VoiceDispatchInterceptor.VoiceServerUpdate;
import net.dv8tion.jda.api.managers.AudioManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One guild's voice channel. What JDA tells comes on threads that hold JDA's locks, so it is taken over here one after
 * the other and without a lock; only {@link #stateChanged} has to answer at once.
 */
final class VoiceLink implements ConnectionListener {

    private static final Logger log = LoggerFactory.getLogger(VoiceLink.class);

    private static final Duration GUILD_WITHIN = Duration.ofMinutes(1);
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(20);
    private static final Duration LEFT_WITHIN = Duration.ofSeconds(5);

    /** Who holds the voice connection. */
    private enum Carrier {
        NOBODY,
        THIS_PROCESS,
        SOMEBODY_ELSE
    }

    private record Request(
            long channelId, VoiceTransport transport, VoiceListener listener, CompletableFuture<Void> result) {

        Carrier carrier() {
            return switch (transport) {
                case VoiceTransport.Local local -> Carrier.THIS_PROCESS;
                case VoiceTransport.Remote remote -> Carrier.SOMEBODY_ELSE;
            };
        }
    }

    private final long guildId;
    private final Surroundings around;
    private final Serial serial;
    private volatile Carrier carrier = Carrier.NOBODY;
    private @Nullable Request request;
    private @Nullable OpusFeed feed;
    private @Nullable Long here;
    private volatile @Nullable VoiceCredentials credentials;
    private boolean leaving;
    private boolean connected;
    /** Whether JDA connects by itself; it may leave the channel to join it again. */
    private boolean comingBack;

    private boolean announced;
    private int listeners = -1;
    private @Nullable ScheduledFuture<?> alarm;
    private CompletableFuture<Void> left = new CompletableFuture<>();

    VoiceLink(long guildId, Surroundings around) {
        this.guildId = guildId;
        this.around = around;
        serial = new Serial(around.threads());
    }

    CompletionStage<Void> connect(long channelId, VoiceTransport transport, VoiceListener listener) {
        Request wanted = new Request(channelId, transport, listener, new CompletableFuture<>());
        serial.execute(() -> {
            supersede();
            request = wanted;
            around.guilds().apply(guildId).ifPresentOrElse(this::join, this::awaitGuild);
        });
        return wanted.result().minimalCompletionStage();
    }

    /** Leaves and joins again, when somebody else holds the connection and needs new credentials. */
    void renew() {
        serial.execute(() -> {
            if (carrier == Carrier.SOMEBODY_ELSE
                    && request != null
                    && request.result().isDone()) {
                leave();
            }
        });
    }

    /** Leaves; completes when the gateway has said so. */
    CompletionStage<Void> disconnect() {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        serial.execute(() -> {
            supersede();
            request = null;
            if (carrier == Carrier.NOBODY) {
                gone.complete(null);
            } else {
                CompletionStage<Void> unused = left.whenComplete((done, never) -> gone.complete(null));
                leave();
            }
        });
        return gone.minimalCompletionStage();
    }

    /** The guild became available; in a new session of the gateway, which began with the bot in no channel. */
    void guildAppeared(Guild guild) {
        serial.execute(() -> {
            if (here != null && Self.channel(guild) == null) {
                sessionLost(guild);
            } else if (request != null && carrier == Carrier.NOBODY) {
                join(guild);
            }
        });
    }

    private void sessionLost(Guild guild) {
        Request wanted = request;
        AudioChannel channel = wanted == null ? null : guild.getChannelById(AudioChannel.class, wanted.channelId());
        if (channel == null || leaving) {
            nowIn(null);
            return;
        }
        here = null;
        credentials = null;
        if (carrier == Carrier.SOMEBODY_ELSE) {
            guild.getJDA().getDirectAudioController().connect(channel);
        } else if (!comingBack) {
            guild.getAudioManager().openAudioConnection(channel);
        }
    }

    /** The bot is not in the guild any more. */
    void guildGone() {
        serial.execute(this::lost);
    }

    /** Somebody else came, went or moved. */
    void othersMoved() {
        serial.execute(() -> {
            if (request != null && request.result().isDone()) {
                countListeners(request);
            }
        });
    }

    /**
     * The gateway told where the bot is; on its thread.
     *
     * @return whether that is what JDA asked for: a connection, or none any more
     */
    boolean stateChanged(Guild guild, @Nullable AudioChannel channel) {
        boolean settled = channel == null
                || switch (carrier) {
                    case THIS_PROCESS -> LocalConnection.moved(guild, channel);
                    case SOMEBODY_ELSE -> credentials != null;
                    case NOBODY -> false;
                };
        Long now = channel == null ? null : channel.getIdLong();
        serial.execute(() -> nowIn(now));
        return settled;
    }

    /** The gateway named a voice server; on its thread. */
    void serverNamed(VoiceServerUpdate server) {
        serial.execute(() -> {
            switch (carrier) {
                case THIS_PROCESS -> LocalConnection.open(server);
                case SOMEBODY_ELSE -> handOver(server);
                case NOBODY -> {}
            }
        });
    }

    /** On threads of JDA's that hold its locks. */
    @Override
    public void onStatusChange(ConnectionStatus status) {
        serial.execute(() -> statusIs(status));
    }

    private void awaitGuild() {
        alarm(GUILD_WITHIN, "Discord says that this server is not available. Try again in a few minutes.");
    }

    private void join(Guild guild) {
        Request wanted = request;
        if (wanted == null) {
            return;
        }
        try {
            AudioChannel channel = Admission.to(guild, wanted.channelId());
            if (wanted.carrier() == Carrier.THIS_PROCESS
                    && around.localRefusal().isPresent()) {
                throw new VoiceRefused(around.localRefusal().get());
            }
            alarm(CONNECTED_WITHIN, "Discord's voice server does not answer. Try again in a moment.");
            if (carrier != Carrier.NOBODY && carrier != wanted.carrier() && !mayTakeOver(wanted, channel)) {
                leave();
            } else if (!leaving) {
                open(wanted, guild, channel);
            }
        } catch (VoiceRefused e) {
            refuse(wanted, e);
        }
    }

    private void open(Request wanted, Guild guild, AudioChannel channel) {
        carrier = wanted.carrier();
        AudioManager manager = guild.getAudioManager();
        manager.setSelfDeafened(true);
        switch (wanted.transport()) {
            case VoiceTransport.Local local -> {
                manager.setConnectionListener(this);
                manager.setSendingHandler(feedFrom(local));
                VoiceCredentials usedElsewhere = credentials;
                if (connected && isHere(channel)) {
                    arrived();
                } else if (usedElsewhere != null) {
                    credentials = null;
                    LocalConnection.takeOver(guild, usedElsewhere);
                } else {
                    manager.openAudioConnection(channel);
                }
            }
            case VoiceTransport.Remote remote -> {
                VoiceCredentials known = credentials;
                if (known != null && isHere(channel)) {
                    remote.credentials().accept(known);
                    arrived();
                } else {
                    guild.getJDA().getDirectAudioController().connect(channel);
                }
            }
        }
    }

    /**
     * Whether this process can connect with the credentials that somebody else used until now. That asks nothing of the
     * gateway, which takes 120 messages a minute: to leave and join again would be too slow where dozens of guilds lose
     * their node at once. A server that does not take them any more makes JDA leave and join.
     */
    private boolean mayTakeOver(Request wanted, AudioChannel channel) {
        return wanted.carrier() == Carrier.THIS_PROCESS && credentials != null && isHere(channel) && !leaving;
    }

    private OpusFeed feedFrom(VoiceTransport.Local local) {
        OpusFeed known = feed;
        if (known == null) {
            known = new OpusFeed(local.source());
            feed = known;
        } else {
            known.source(local.source());
        }
        return known;
    }

    private boolean isHere(AudioChannel channel) {
        Long now = here;
        return now != null && now == channel.getIdLong();
    }

    private void leave() {
        if (leaving) {
            return;
        }
        leaving = true;
        Optional<Guild> guild = around.guilds().apply(guildId);
        if (guild.isEmpty() || here == null) {
            guild.ifPresent(VoiceLink::hangUp);
            gone();
        } else if (carrier == Carrier.THIS_PROCESS) {
            hangUp(guild.get());
        } else {
            guild.get().getJDA().getDirectAudioController().disconnect(guild.get());
        }
        if (leaving) {
            // Discord says nothing to a bot that it holds to be outside already.
            CompletableFuture<Void> unconfirmed = left;
            ScheduledFuture<?> unused = around.timer()
                    .schedule(
                            () -> serial.execute(() -> giveUp(unconfirmed)),
                            LEFT_WITHIN.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void giveUp(CompletableFuture<Void> unconfirmed) {
        if (leaving && unconfirmed == left) {
            gone();
        }
    }

    /** Ends JDA's connection; closing it alone would not call off a reconnection that JDA has begun. */
    private static void hangUp(Guild guild) {
        guild.getAudioManager().closeAudioConnection();
        guild.getJDA().getDirectAudioController().disconnect(guild);
    }

    private void nowIn(@Nullable Long channelId) {
        Long before = here;
        here = channelId;
        if (channelId == null) {
            if (leaving) {
                gone();
            } else if (!comingBack) {
                lost();
            }
            return;
        }
        Request wanted = request;
        if (wanted == null || leaving) {
            return;
        }
        if (!wanted.result().isDone()) {
            if (carrier == Carrier.THIS_PROCESS && connected && channelId == wanted.channelId()) {
                arrived();
            }
        } else if (channelId != wanted.channelId()) {
            moved(wanted, channelId);
        } else if (before == null) {
            countListeners(wanted);
        }
    }

    private void moved(Request wanted, long channelId) {
        request = new Request(channelId, wanted.transport(), wanted.listener(), wanted.result());
        wanted.listener().moved(channelId);
        countListeners(wanted);
        VoiceCredentials known = credentials;
        if (known != null && wanted.transport() instanceof VoiceTransport.Remote remote) {
            VoiceCredentials there =
                    new VoiceCredentials(guildId, channelId, known.sessionId(), known.token(), known.endpoint());
            credentials = there;
            remote.credentials().accept(there);
        }
    }

    private void handOver(VoiceServerUpdate server) {
        Long channelId = here;
        Request wanted = request;
        if (channelId == null || wanted == null) {
            return;
        }
        VoiceCredentials now = new VoiceCredentials(
                guildId, channelId, server.getSessionId(), server.getToken(), server.getEndpoint());
        credentials = now;
        if (wanted.transport() instanceof VoiceTransport.Remote remote) {
            remote.credentials().accept(now);
            arrived();
        }
    }

    private void statusIs(ConnectionStatus status) {
        log.debug("A voice connection is {}", status);
        boolean was = connected;
        connected = status == ConnectionStatus.CONNECTED;
        comingBack = !connected && status.shouldReconnect();
        if (connected) {
            if (!announced) {
                announced = true;
                around.observer().voiceConnected();
            }
            arrived();
        } else if (was && comingBack) {
            around.observer().voiceReconnecting();
        }
    }

    private void arrived() {
        Request wanted = request;
        if (wanted != null) {
            cancelAlarm();
            if (wanted.result().complete(null)) {
                listeners = -1;
                countListeners(wanted);
            }
        }
    }

    /** Disconnected by somebody else. */
    private void lost() {
        Request wanted = request;
        if (carrier == Carrier.THIS_PROCESS) {
            around.guilds().apply(guildId).ifPresent(VoiceLink::hangUp);
        }
        request = null;
        gone();
        if (wanted == null) {
            return;
        }
        if (wanted.result().completeExceptionally(new VoiceRefused("I was disconnected from the voice channel."))) {
            cancelAlarm();
        } else {
            wanted.listener().disconnected();
        }
    }

    /** In no channel any more. */
    private void gone() {
        leaving = false;
        connected = false;
        comingBack = false;
        credentials = null;
        here = null;
        carrier = Carrier.NOBODY;
        if (feed != null) {
            // JDA keeps the feed. The source may be of a bundle that is replaced before anybody plays here again.
            feed.forgetSource();
        }
        if (announced) {
            announced = false;
            around.observer().voiceDisconnected();
        }
        left.complete(null);
        left = new CompletableFuture<>();
        if (request != null) {
            around.guilds().apply(guildId).ifPresentOrElse(this::join, this::awaitGuild);
        }
    }

    private void countListeners(Request wanted) {
        Long channelId = here;
        if (channelId == null) {
            return;
        }
        int now = around.guilds()
                .apply(guildId)
                .map(guild -> guild.getChannelById(AudioChannel.class, channelId))
                .map(VoiceLink::people)
                .orElse(0);
        if (now != listeners) {
            listeners = now;
            wanted.listener().audienceChanged(now);
        }
    }

    private static int people(AudioChannel channel) {
        return Math.toIntExact(channel.getMembers().stream()
                .filter(member -> !member.getUser().isBot())
                .count());
    }

    private void supersede() {
        cancelAlarm();
        Request earlier = request;
        if (earlier != null) {
            earlier.result().completeExceptionally(new VoiceRefused("Another request came in between. Try again."));
        }
    }

    private void refuse(Request wanted, VoiceRefused why) {
        cancelAlarm();
        request = null;
        if (carrier != Carrier.NOBODY) {
            leave();
        }
        if (!wanted.result().completeExceptionally(why)) {
            wanted.listener().disconnected(); // it was in there before, and could not come back
        }
    }

    private void alarm(Duration delay, String why) {
        cancelAlarm();
        Request wanted = request;
        if (wanted != null) {
            Runnable late = () -> serial.execute(() -> refuse(wanted, new VoiceRefused(why)));
            alarm = around.timer().schedule(late, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void cancelAlarm() {
        ScheduledFuture<?> pending = alarm;
        if (pending != null) {
            pending.cancel(false);
        }
    }
}
