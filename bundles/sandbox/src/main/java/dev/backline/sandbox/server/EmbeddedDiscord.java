package dev.backline.sandbox.server;

import dev.backline.api.discord.DiscordEndpoint;
import dev.backline.sandbox.Exchange;
import dev.backline.sandbox.Sandbox;
import dev.backline.sandbox.SandboxGuild;
import dev.backline.sandbox.SeenMessage.Button;
import dev.backline.sandbox.gateway.Gateway;
import dev.backline.sandbox.gateway.GatewaySocket;
import dev.backline.sandbox.interaction.Interactions;
import dev.backline.sandbox.rest.RestApi;
import dev.backline.sandbox.rest.RestFaults;
import dev.backline.sandbox.voice.Heard;
import dev.backline.sandbox.voice.VoiceFaults;
import dev.backline.sandbox.voice.VoiceServer;
import dev.backline.sandbox.voice.VoiceSettings;
import dev.backline.sandbox.world.Channel;
import dev.backline.sandbox.world.Guild;
import dev.backline.sandbox.world.Guild.VoiceState;
import dev.backline.sandbox.world.User;
import dev.backline.sandbox.world.World;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sandbox's servers, and its world. Safe for any thread; {@link #open} and {@link #close} block. */
public final class EmbeddedDiscord implements Sandbox, DiscordEndpoint, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDiscord.class);
    private static final String HOST = "127.0.0.1";

    private final World world = new World();
    private final VoiceServer voice;
    private final Gateway gateway;
    private final Interactions interactions;
    private final RestFaults restFaults = new RestFaults();
    private final ProcessFaults processFaults = new ProcessFaults();
    private final Server web;
    private final ServerConnector connector;

    private EmbeddedDiscord(VoiceServer voice, int port, String token, Duration acknowledgeWithin) {
        this.voice = voice;
        gateway = new Gateway(world, voice, token);
        interactions = new Interactions(
                world, gateway, () -> rest().resolve("/").toString().replaceAll("/$", ""), acknowledgeWithin);
        QueuedThreadPool threads = new QueuedThreadPool(32);
        threads.setName("sandbox-web");
        threads.setDaemon(true);
        web = new Server(threads);
        connector = new ServerConnector(web);
        connector.setHost(HOST);
        connector.setPort(port);
        web.addConnector(connector);
        WebSocketUpgradeHandler sockets = WebSocketUpgradeHandler.from(web, container -> {
            // Clients tell by their heartbeats that they are there.
            container.setIdleTimeout(Duration.ZERO);
            container.setMaxTextMessageSize(1 << 20);
            container.addMapping("/*", (request, response, callback) -> {
                Fields query = Request.extractQueryParameters(request);
                return new GatewaySocket(
                        gateway, value(query, "v"), value(query, "encoding"), value(query, "compress"));
            });
        });
        sockets.setHandler(
                new RestApi(world, interactions, token, () -> gateway().toString(), restFaults));
        web.setHandler(sockets);
    }

    private static String value(Fields query, String name) {
        String value = query.getValue(name);
        return value == null ? "" : value;
    }

    /**
     * Starts the servers.
     *
     * @param port of REST and gateway; 0 for one that the system chooses
     * @param token that the bot must log in with
     * @throws IOException when a port is not to be had
     */
    public static EmbeddedDiscord open(int port, String token) throws IOException {
        return open(port, token, Interactions.ACKNOWLEDGE_WITHIN);
    }

    /**
     * The same, with guilds that are there from the start.
     *
     * @throws IllegalArgumentException when two of them have the same name; no server is left then
     */
    public static EmbeddedDiscord open(int port, String token, List<String> guilds) throws IOException {
        EmbeddedDiscord discord = open(port, token);
        try {
            guilds.forEach(discord::createGuild);
            return discord;
        } catch (IllegalArgumentException e) {
            discord.close();
            throw new IllegalArgumentException("Cannot make the guilds " + guilds + ": " + e.getMessage(), e);
        }
    }

    /** Without guilds, with more or less patience than Discord has with a bot that does not acknowledge an interaction. */
    static EmbeddedDiscord open(int port, String token, Duration acknowledgeWithin) throws IOException {
        EmbeddedDiscord discord =
                new EmbeddedDiscord(VoiceServer.open(VoiceSettings.DEFAULT), port, token, acknowledgeWithin);
        try {
            discord.start();
            return discord;
        } catch (IOException failed) {
            discord.close();
            throw failed;
        }
    }

    private void start() throws IOException {
        try {
            web.start();
        } catch (Exception failed) { // Jetty declares that any may leave its start
            throw new IOException("The sandbox cannot start its server: " + failed.getMessage(), failed);
        }
        gateway.listensAt(gateway().toString());
    }

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public URI rest() {
        return URI.create("http://" + HOST + ":" + connector.getLocalPort() + "/api/v10/");
    }

    @Override
    public URI gateway() {
        return URI.create("ws://" + HOST + ":" + connector.getLocalPort());
    }

    @Override
    public SSLContext voiceTls() {
        return voice.clientTls();
    }

    /** What the REST API does wrong on purpose. */
    public RestFaults restFaults() {
        return restFaults;
    }

    /** What the voice server does wrong on purpose. */
    public VoiceFaults voiceFaults() {
        return voice.faults();
    }

    /** What the bot's process lacks on purpose. */
    public ProcessFaults processFaults() {
        return processFaults;
    }

    /** The gateway's sessions, and what can be done to them. */
    public Gateway sessions() {
        return gateway;
    }

    @Override
    public List<SandboxGuild> guilds() {
        return world.guilds().stream().map(this::seen).toList();
    }

    /** A text with the names of the members and channels that it mentions. */
    public String withNames(String text) {
        return world.withNames(text);
    }

    @Override
    public SandboxGuild createGuild(String guild) {
        return seen(world.createGuild(guild));
    }

    private SandboxGuild seen(Guild guild) {
        return new SandboxGuild(
                guild.id(),
                guild.name(),
                guild.members().stream()
                        .filter(member -> !member.bot())
                        .map(User::name)
                        .toList(),
                guild.voiceChannels().stream().map(Channel::name).toList(),
                guild.voiceState(world.bot().id()).map(VoiceState::channel).map(Channel::name));
    }

    @Override
    public CompletionStage<Exchange> say(String guildName, String memberName, String line) {
        Guild guild = world.guild(guildName);
        return interactions.command(guild, guild.member(memberName), line);
    }

    @Override
    public CompletionStage<Exchange> press(String guildName, String memberName, String button) {
        Guild guild = world.guild(guildName);
        return interactions.press(guild, guild.member(memberName), button);
    }

    @Override
    public CompletionStage<Exchange> submit(String guildName, String memberName, Map<String, String> values) {
        Guild guild = world.guild(guildName);
        return interactions.submit(guild, guild.member(memberName), values);
    }

    /** The buttons under the messages in a guild's channel, the latest first. */
    public List<Button> buttons(String guildName) {
        return interactions.buttons(world.guild(guildName));
    }

    @Override
    public CompletionStage<List<String>> complete(String guildName, String memberName, String line) {
        Guild guild = world.guild(guildName);
        return interactions.complete(guild, guild.member(memberName), line);
    }

    @Override
    public void move(String guildName, String memberName, String voiceChannel) {
        Guild guild = world.guild(guildName);
        User member = guild.member(memberName);
        if (voiceChannel.isEmpty()) {
            world.leave(guild, member);
        } else {
            world.join(guild, member, guild.voiceChannel(voiceChannel), "sandbox");
        }
    }

    @Override
    public Optional<Heard> heard(String guildName) {
        return voice.heard(world.guild(guildName).id());
    }

    /** Forgets the longest gap that was heard in a guild so far. */
    public void resetLongestGap(String guildName) {
        voice.resetLongestGap(world.guild(guildName).id());
    }

    @Override
    public void close() {
        processFaults.close();
        interactions.close();
        gateway.close();
        try {
            web.stop();
        } catch (Exception failed) { // Jetty declares that any may leave its stop
            log.warn("The sandbox's server did not stop as it should", failed);
        }
        voice.close();
    }
}
