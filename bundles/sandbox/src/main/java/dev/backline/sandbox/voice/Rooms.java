package dev.backline.sandbox.voice;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The rooms of all guilds. Safe for use by several threads. */
final class Rooms {
    private final Supplier<Room> newRoom;
    private final Map<Long, Room> byGuild = new ConcurrentHashMap<>();

    Rooms(Supplier<Room> newRoom) {
        this.newRoom = newRoom;
    }

    /** The guild's room, which is made when there is none. */
    Room open(long guildId) {
        return byGuild.computeIfAbsent(guildId, id -> newRoom.get());
    }

    /** The guild's room, if anybody was ever expected in it. */
    Optional<Room> find(long guildId) {
        return Optional.ofNullable(byGuild.get(guildId));
    }

    Collection<Room> all() {
        return byGuild.values();
    }
}
