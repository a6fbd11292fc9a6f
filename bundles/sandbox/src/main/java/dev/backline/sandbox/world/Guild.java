package dev.backline.sandbox.world;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A guild: who and what is in it, and who is in which voice channel. Safe for any thread. */
public final class Guild {

    /**
     * A member's presence in a voice channel.
     *
     * @param sessionId of the client that joined
     */
    public record VoiceState(User user, Channel channel, String sessionId) {}

    private final long id;
    private final String name;
    private final List<User> members;
    private final List<Channel> channels;
    private final Map<Long, VoiceState> voiceStates = new ConcurrentHashMap<>();

    Guild(long id, String name, List<User> members, List<Channel> channels) {
        this.id = id;
        this.name = name;
        this.members = List.copyOf(members);
        this.channels = List.copyOf(channels);
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public List<User> members() {
        return members;
    }

    public List<Channel> channels() {
        return channels;
    }

    /** The channels in which people talk. */
    public List<Channel> voiceChannels() {
        return channels.stream()
                .filter(channel -> channel.type() == Channel.VOICE)
                .toList();
    }

    /** The channel in which commands are typed. */
    public Channel textChannel() {
        return channels.stream()
                .filter(channel -> channel.type() == Channel.TEXT)
                .findFirst()
                .orElseThrow();
    }

    public Optional<Channel> channel(long channelId) {
        return channels.stream().filter(channel -> channel.id() == channelId).findFirst();
    }

    /** The member of that name; fails with the names there are. */
    public User member(String memberName) {
        return members.stream()
                .filter(member -> !member.bot() && member.name().equalsIgnoreCase(memberName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The guild " + name + " has no member " + memberName + ". Members: "
                                + members.stream()
                                        .filter(known -> !known.bot())
                                        .map(User::name)
                                        .collect(Collectors.joining(", "))));
    }

    /** The voice channel of that name; fails with the names there are. */
    public Channel voiceChannel(String channelName) {
        return voiceChannels().stream()
                .filter(channel -> channel.name().equalsIgnoreCase(channelName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The guild " + name + " has no voice channel "
                        + channelName + ". Voice channels: "
                        + voiceChannels().stream().map(Channel::name).collect(Collectors.joining(", "))));
    }

    /** Who is in a voice channel. */
    public Collection<VoiceState> voiceStates() {
        return voiceStates.values();
    }

    public Optional<VoiceState> voiceState(long userId) {
        return Optional.ofNullable(voiceStates.get(userId));
    }

    void put(VoiceState state) {
        voiceStates.put(state.user().id(), state);
    }

    boolean removeVoiceState(long userId) {
        return voiceStates.remove(userId) != null;
    }
}
