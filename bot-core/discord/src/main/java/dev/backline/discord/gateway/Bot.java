package dev.backline.discord.gateway;

import com.neovisionaries.ws.client.WebSocketFactory;
import dev.backline.api.command.Commands;
import dev.backline.api.discord.DiscordEndpoint;
import dev.backline.api.event.Events;
import dev.backline.api.voice.VoiceGateway;
import dev.backline.discord.interaction.Interactions;
import dev.backline.discord.interaction.Registration;
import dev.backline.discord.rest.RequestWatch;
import dev.backline.discord.voice.Encryption;
import dev.backline.discord.voice.VoiceChannels;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Activity;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.requests.CloseCode;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.sharding.DefaultShardManagerBuilder;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.MemberCachePolicy;
import net.dv8tion.jda.api.utils.cache.CacheFlag;
import net.dv8tion.jda.api.utils.cache.ShardCacheView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One login: all shards, and whatever belongs to them. What it starts ends with it.
 *
 * <p>It asks for the states of voice channels and for nothing that Discord calls privileged, and keeps in memory the
 * members who are in a voice channel and nobody else.
 */
final class Bot {

    private static final Logger log = LoggerFactory.getLogger(Bot.class);

    private static final Duration COMMANDS_END_WITHIN = Duration.ofSeconds(3);
    private static final Duration CHANNELS_LEFT_WITHIN = Duration.ofSeconds(2);
    private static final Duration SHARDS_END_WITHIN = Duration.ofSeconds(5);

    /** Hears how the login goes. Called on the gateway's threads; returns at once. */
    interface Listener {

        /** Every shard has been connected once. */
        void ready();

        /** A shard has ended and does not come back; with Discord's reason if it gave one. */
        void ended(Optional<CloseCode> reason);
    }

    private final Threads threads;
    private final Shards shards;
    private final Interactions interactions;
    private final VoiceChannels voice;
    private final Registration registration;
    private final ShardManager manager;

    /** @param acknowledgedAfter how long an answer may take before Discord is told that it follows */
    Bot(
            Settings settings,
            Optional<DiscordEndpoint> endpoint,
            Encryption encryption,
            Commands commands,
            Events events,
            Duration acknowledgedAfter,
            Listener listener) {
        threads = new Threads(new RequestWatch(events.rest(), System::nanoTime));
        shards = new Shards(events.gateway(), listener::ready, listener::ended);
        interactions =
                new Interactions(commands, events.commands(), threads.timer(), acknowledgedAfter, System::nanoTime);
        registration =
                new Registration(commands.all(), threads.timer(), new Backoff(RandomGenerator.getDefault())::next);
        voice = new VoiceChannels(
                this::userId,
                this::guild,
                events.voice(),
                threads.timer(),
                threads.tasks(),
                endpoint.isPresent() ? Optional.empty() : encryption.refusal());
        try {
            manager = manager(settings, endpoint, encryption);
        } catch (RuntimeException | Error e) {
            // Whoever tries again would leave a thread behind each time.
            abandon(threads, voice);
            throw e;
        }
    }

    private ShardManager manager(Settings settings, Optional<DiscordEndpoint> endpoint, Encryption encryption) {
        DefaultShardManagerBuilder builder = DefaultShardManagerBuilder.createLight(
                        settings.token(), EnumSet.of(GatewayIntent.GUILD_VOICE_STATES))
                .enableCache(CacheFlag.VOICE_STATE)
                .setMemberCachePolicy(MemberCachePolicy.VOICE)
                .setEnableShutdownHook(false)
                .setShardsTotal(settings.shards() == 0 ? -1 : settings.shards())
                .setActivity(settings.activity().isEmpty() ? null : Activity.listening(settings.activity()))
                .addEventListeners(shards, interactions);
        threads.lendTo(builder);
        voice.installIn(builder, encryption.sessions());
        endpoint.ifPresent(there -> lead(builder, there));
        return builder.build(false);
    }

    /** Ends what never was in use. */
    private static void abandon(Threads threads, VoiceChannels voice) {
        threads.close();
        try {
            voice.close(CHANNELS_LEFT_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * JDA has one factory for the sockets of the gateway and of voice. The endpoint's trust is for voice alone, so it is
     * set only where the gateway's sockets are plain and cannot make use of it.
     */
    private static void lead(DefaultShardManagerBuilder builder, DiscordEndpoint endpoint) {
        builder.setRestConfig(new RestConfig().setBaseUrl(endpoint.rest().toString()))
                .setSessionController(new EndpointSessions(endpoint));
        if ("ws".equals(endpoint.gateway().getScheme())) {
            builder.setWebsocketFactory(new WebSocketFactory().setSSLContext(endpoint.voiceTls()));
        }
    }

    /**
     * Logs in and starts the shards; blocks while Discord is asked.
     *
     * @throws InvalidTokenException when Discord does not accept the token
     */
    void login() {
        manager.login();
    }

    /** Declares the commands to Discord; they are the same for all shards. */
    void declareCommands() {
        manager.getShardCache().stream().findFirst().ifPresent(registration::declare);
    }

    VoiceGateway voice() {
        return voice;
    }

    private long userId() {
        return running().getFirst().getSelfUser().getIdLong();
    }

    private Optional<Guild> guild(long id) {
        return Optional.ofNullable(manager.getGuildById(id));
    }

    /** How it is doing: shards, guilds, ping. */
    String explanation() {
        int total = manager.getShardsTotal();
        return shards.connected() + " of " + total + " shards connected, "
                + manager.getGuildCache().size() + " guilds, ping " + Math.round(manager.getAverageGatewayPing())
                + " ms" + (registration.done() ? "" : ", commands not declared yet");
    }

    /** Whether Discord offers its members the bot's commands. */
    boolean commandsDeclared() {
        return registration.done();
    }

    boolean allConnected() {
        return shards.connected() == manager.getShardsTotal();
    }

    /** Fails what {@link #login} waits for. Any thread. */
    void interrupt() {
        threads.cancelRequests();
    }

    /** JDA has no list of shards before Discord has told how many there are to be. */
    private List<JDA> running() {
        @Nullable ShardCacheView cache = manager.getShardCache();
        return cache == null ? List.of() : cache.asList();
    }

    /** Finishes what is under way, leaves, and stops everything; blocks for some seconds at most. */
    void close() throws InterruptedException {
        interactions.close(COMMANDS_END_WITHIN);
        voice.close(CHANNELS_LEFT_WITHIN);
        List<JDA> running = running();
        awaitConnecting(running);
        manager.shutdown();
        for (JDA shard : running) {
            if (!shard.awaitShutdown(SHARDS_END_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                shard.shutdownNow();
            }
        }
        threads.close();
        if (!threads.awaitEnd(SHARDS_END_WITHIN)) {
            log.warn("A thread of the connection to Discord is still busy");
        }
    }

    /**
     * Waits for shards that are just connecting. JDA does not stop them then: they would be connected afterwards, and
     * stay so in Discord's eyes beside their successors until Discord misses their heartbeats.
     */
    private static void awaitConnecting(List<JDA> shards) throws InterruptedException {
        long until = System.nanoTime() + SHARDS_END_WITHIN.toNanos();
        while (shards.stream().anyMatch(Bot::isConnecting) && System.nanoTime() < until) {
            Thread.sleep(20);
        }
    }

    private static boolean isConnecting(JDA shard) {
        return switch (shard.getStatus()) {
            case CONNECTING_TO_WEBSOCKET, IDENTIFYING_SESSION, AWAITING_LOGIN_CONFIRMATION, LOADING_SUBSYSTEMS -> true;
            default -> false;
        };
    }
}
