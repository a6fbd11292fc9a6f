package dev.backline.sandbox.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.backline.sandbox.world.Guild.VoiceState;
import java.time.Instant;
import java.util.Optional;

/** Guilds, members and users as Discord's API v10 writes them. */
public final class Payloads {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String JOINED = Instant.parse("2026-01-01T00:00:00Z").toString();

    /** View channels, send messages, embed links, connect, speak, use commands. */
    private static final long PERMISSIONS = 1L << 10 | 1L << 11 | 1L << 14 | 1L << 20 | 1L << 21 | 1L << 31;

    private static final long CONNECT = 1L << 20;

    private Payloads() {}

    /** What a user may do, as Discord writes it. Everybody may do the same. */
    public static String permissions(User user) {
        return Long.toString(PERMISSIONS);
    }

    /** Whether a user has all of these permissions. */
    public static boolean permits(User user, long wanted) {
        return (PERMISSIONS & wanted) == wanted;
    }

    /** An id as Discord writes it: text, since its 64 bits do not fit into a JavaScript number. */
    public static String id(long id) {
        return Long.toUnsignedString(id);
    }

    public static ObjectNode user(User user) {
        return JSON.objectNode()
                .put("id", id(user.id()))
                .put("username", user.name())
                .put("global_name", user.name())
                .put("discriminator", user.bot() ? "0001" : "0")
                .putNull("avatar")
                .put("bot", user.bot());
    }

    public static ObjectNode member(User user) {
        ObjectNode member = JSON.objectNode()
                .put("joined_at", JOINED)
                .put("deaf", false)
                .put("mute", false)
                .put("flags", 0)
                .put("pending", false)
                .put("permissions", permissions(user))
                .putNull("nick");
        member.set("user", user(user));
        member.putArray("roles");
        return member;
    }

    /** A voice state; of one who left when {@code state} is empty. */
    public static ObjectNode voiceState(Guild guild, User user, Optional<VoiceState> state) {
        ObjectNode json = JSON.objectNode()
                .put("guild_id", id(guild.id()))
                .put("user_id", id(user.id()))
                .put("session_id", state.map(VoiceState::sessionId).orElse("sandbox"))
                .put("deaf", false)
                .put("mute", false)
                .put("self_deaf", user.bot())
                .put("self_mute", false)
                .put("self_video", false)
                .put("suppress", false)
                .putNull("request_to_speak_timestamp");
        state.ifPresentOrElse(
                present -> json.put("channel_id", id(present.channel().id())), () -> json.putNull("channel_id"));
        json.set("member", member(user));
        return json;
    }

    /** The payload of GUILD_CREATE. */
    public static ObjectNode guild(Guild guild) {
        ObjectNode json = JSON.objectNode()
                .put("id", id(guild.id()))
                .put("name", guild.name())
                .put("owner_id", id(guild.members().get(1).id()))
                .put("joined_at", JOINED)
                .put("large", false)
                .put("unavailable", false)
                .put("member_count", guild.members().size())
                .put("verification_level", 0)
                .put("default_message_notifications", 0)
                .put("explicit_content_filter", 0)
                .put("mfa_level", 0)
                .put("nsfw_level", 0)
                .put("premium_tier", 0)
                .put("premium_progress_bar_enabled", false)
                .put("system_channel_flags", 0)
                .put("afk_timeout", 300)
                .put("preferred_locale", "en-US");
        ObjectNode everyone = json.putArray("roles")
                .addObject()
                .put("id", id(guild.id()))
                .put("name", "@everyone")
                .put("permissions", Long.toString(PERMISSIONS))
                .put("color", 0)
                .put("position", 0)
                .put("hoist", false)
                .put("managed", false)
                .put("mentionable", false)
                .put("flags", 0);
        everyone.putObject("colors")
                .put("primary_color", 0)
                .putNull("secondary_color")
                .putNull("tertiary_color");
        ArrayNode channels = json.putArray("channels");
        int position = 0;
        for (Channel channel : guild.channels()) {
            ObjectNode entry = channels.addObject()
                    .put("id", id(channel.id()))
                    .put("guild_id", id(guild.id()))
                    .put("name", channel.name())
                    .put("type", channel.type())
                    .put("position", position++);
            ArrayNode overwrites = entry.putArray("permission_overwrites");
            if (channel.locked()) {
                overwrites
                        .addObject()
                        .put("id", id(guild.id()))
                        .put("type", 0)
                        .put("allow", "0")
                        .put("deny", Long.toString(CONNECT));
            }
            if (channel.type() == Channel.VOICE) {
                entry.put("bitrate", 64_000).put("user_limit", 0);
            }
        }
        ArrayNode members = json.putArray("members");
        guild.members().forEach(user -> members.add(member(user)));
        ArrayNode voiceStates = json.putArray("voice_states");
        guild.voiceStates().forEach(state -> voiceStates.add(voiceState(guild, state.user(), Optional.of(state))));
        for (String empty : new String[] {
            "emojis",
            "stickers",
            "threads",
            "presences",
            "features",
            "stage_instances",
            "guild_scheduled_events",
            "soundboard_sounds"
        }) {
            json.putArray(empty);
        }
        return json;
    }
}
