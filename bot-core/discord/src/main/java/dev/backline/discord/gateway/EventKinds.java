package dev.backline.discord.gateway;

import dev.backline.api.event.GatewayObserver.GatewayEvent;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.dv8tion.jda.api.events.GenericEvent;

/** What kind of event a class of JDA's is, by the package that it is in. Safe for any thread. */
final class EventKinds {

    private static final String EVENTS = "net.dv8tion.jda.api.events";

    /** By the package, below that of all events; a package that is not here is what the one around it is. */
    private static final Map<String, GatewayEvent> KINDS = Map.ofEntries(
            Map.entry("channel", GatewayEvent.CHANNEL),
            Map.entry("guild", GatewayEvent.GUILD),
            Map.entry("guild.member", GatewayEvent.MEMBER),
            Map.entry("guild.voice", GatewayEvent.VOICE),
            Map.entry("interaction", GatewayEvent.INTERACTION),
            Map.entry("message", GatewayEvent.MESSAGE),
            Map.entry("role", GatewayEvent.ROLE),
            Map.entry("session", GatewayEvent.SESSION),
            Map.entry("user", GatewayEvent.USER));

    private final Map<Class<?>, Optional<GatewayEvent>> known = new ConcurrentHashMap<>();

    /** The kind; empty for what JDA tells on its own and not for Discord. */
    Optional<GatewayEvent> of(GenericEvent event) {
        return known.computeIfAbsent(event.getClass(), EventKinds::kind);
    }

    private static Optional<GatewayEvent> kind(Class<?> type) {
        String name = type.getPackageName();
        if (!name.startsWith(EVENTS + ".") || name.equals(EVENTS + ".http")) {
            return Optional.empty();
        }
        String below = name.substring(EVENTS.length() + 1);
        while (!KINDS.containsKey(below) && below.contains(".")) {
            below = below.substring(0, below.lastIndexOf('.'));
        }
        return Optional.of(KINDS.getOrDefault(below, GatewayEvent.OTHER));
    }
}
