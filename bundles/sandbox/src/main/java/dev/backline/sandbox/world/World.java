package dev.backline.sandbox.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.backline.sandbox.world.Guild.VoiceState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All guilds, the bot, and the commands that it registered. Safe for any thread. */
public final class World {

    /** Told what changes, on the thread that changes it. */
    public interface Listener {

        void guildCreated(Guild guild);

        /** Somebody joined, moved or left; {@code state} is empty for those who left. */
        void voiceChanged(Guild guild, User user, Optional<VoiceState> state);
    }

    /** As in Discord's reference, “Message formatting”. */
    private static final Pattern MENTION = Pattern.compile("<([@#])(\\d{1,19})>");

    private static final List<String> PEOPLE = List.of("alice", "bob", "carol");

    private final User bot = new User(Snowflakes.of("bot"), "Backline", true);
    private final Map<String, User> people = new ConcurrentHashMap<>();
    private final Map<Long, Guild> guilds = new ConcurrentHashMap<>();
    private final Collection<Guild> inOrder = new ConcurrentLinkedQueue<>();
    private final Map<String, Guild> guildsByName = new ConcurrentHashMap<>();
    private final Map<Long, Guild> guildsByChannel = new ConcurrentHashMap<>();
    private final Uploads uploads = new Uploads();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile List<JsonNode> commands = List.of();

    public User bot() {
        return bot;
    }

    /** The files that members attached. */
    public Uploads uploads() {
        return uploads;
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Makes a guild with three members, a text channel and three voice channels; alice is in the first of them. */
    public Guild createGuild(String name) {
        List<User> members = new ArrayList<>();
        members.add(bot);
        PEOPLE.forEach(person -> members.add(
                people.computeIfAbsent(person, known -> new User(Snowflakes.of("member " + known), known, false))));
        Guild guild = new Guild(
                Snowflakes.of("guild " + name),
                name,
                members,
                List.of(
                        channel(name, "general", Channel.TEXT),
                        channel(name, "lounge", Channel.VOICE),
                        channel(name, "stage-left", Channel.VOICE),
                        channel(name, "locked", Channel.VOICE)));
        if (guildsByName.putIfAbsent(name, guild) != null) {
            throw new IllegalArgumentException("There is a guild " + name + " already");
        }
        guilds.put(guild.id(), guild);
        inOrder.add(guild);
        guild.channels().forEach(channel -> guildsByChannel.put(channel.id(), guild));
        guild.put(new VoiceState(guild.member("alice"), guild.voiceChannel("lounge"), "sandbox"));
        listeners.forEach(listener -> listener.guildCreated(guild));
        return guild;
    }

    private static Channel channel(String guild, String name, int type) {
        return new Channel(Snowflakes.of("channel " + guild + "/" + name), name, type);
    }

    /** In the order in which they were made. */
    public Collection<Guild> guilds() {
        return Collections.unmodifiableCollection(inOrder);
    }

    public Optional<Guild> guild(long id) {
        return Optional.ofNullable(guilds.get(id));
    }

    /** The guild of that name; fails with the names there are. */
    public Guild guild(String name) {
        return Optional.ofNullable(guildsByName.get(name))
                .orElseThrow(() -> new IllegalArgumentException("There is no guild " + name + ". Guilds: "
                        + guilds().stream().limit(10).map(Guild::name).collect(Collectors.joining(", "))));
    }

    public Optional<Guild> guildOfChannel(long channelId) {
        return Optional.ofNullable(guildsByChannel.get(channelId));
    }

    /** Puts a user into a voice channel. */
    public void join(Guild guild, User user, Channel channel, String sessionId) {
        VoiceState state = new VoiceState(user, channel, sessionId);
        guild.put(state);
        listeners.forEach(listener -> listener.voiceChanged(guild, user, Optional.of(state)));
    }

    /** Takes a user out of the guild's voice channels; does nothing when the user is in none. */
    public void leave(Guild guild, User user) {
        if (guild.removeVoiceState(user.id())) {
            listeners.forEach(listener -> listener.voiceChanged(guild, user, Optional.empty()));
        }
    }

    /** A text with the names of the members and channels that it mentions, as Discord's client shows it. */
    public String withNames(String text) {
        return MENTION.matcher(text)
                .replaceAll(mention ->
                        Matcher.quoteReplacement(name(mention.group(1), Long.parseUnsignedLong(mention.group(2)))
                                .orElse(mention.group())));
    }

    private Optional<String> name(String sign, long id) {
        Optional<String> name = sign.equals("#")
                ? guildOfChannel(id).flatMap(guild -> guild.channel(id)).map(Channel::name)
                : Stream.concat(Stream.of(bot), people.values().stream())
                        .filter(user -> user.id() == id)
                        .map(User::name)
                        .findFirst();
        return name.map(found -> sign + found);
    }

    /** The commands that the bot registered, as Discord gives them back. */
    public List<JsonNode> commands() {
        return commands;
    }

    public void registerCommands(List<JsonNode> registered) {
        commands = List.copyOf(registered);
    }
}
