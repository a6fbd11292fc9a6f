package dev.backline.lavalink.backend.node;

import dev.backline.api.voice.VoiceCredentials;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a node keeps for the bot, over as many connections as it takes: its players, and the requests that change them. Used
 * on the {@link Loop} alone, on which futures complete, too.
 */
final class NodeSession {

    private final String id;
    private final NodeRest rest;
    private final Patience patience;
    private final Loop loop;

    /** Requests that end a guild's player; what comes next for the guild waits for them. */
    private final Map<Long, CompletableFuture<String>> ending = new HashMap<>();

    NodeSession(String id, NodeRest rest, Patience patience, Loop loop) {
        this.id = id;
        this.rest = rest;
        this.patience = patience;
        this.loop = loop;
    }

    String id() {
        return id;
    }

    /** Changes a player, or makes it. */
    CompletableFuture<String> update(long guildId, PlayerPatch patch) {
        return afterEnd(guildId, () -> rest.update(id, guildId, patch));
    }

    /** Makes a player connect to voice; completes when it is connected. */
    CompletableFuture<String> voice(VoiceCredentials credentials) {
        return afterEnd(credentials.guildId(), () -> rest.voice(id, credentials, patience.voice()));
    }

    private CompletableFuture<String> afterEnd(long guildId, Supplier<CompletableFuture<String>> request) {
        @Nullable CompletableFuture<String> end = ending.get(guildId);
        CompletableFuture<String> answer =
                end == null ? request.get() : end.handle((done, failure) -> "").thenCompose(done -> request.get());
        return answer.thenApplyAsync(body -> body, loop);
    }

    /** Ends a player. */
    void destroy(long guildId) {
        CompletableFuture<String> end = rest.destroy(id, guildId);
        ending.put(guildId, end);
        CompletableFuture<String> unused =
                end.whenCompleteAsync((answer, failure) -> ending.remove(guildId, end), loop);
    }

    /** Ends the players of all guilds but these: they were moved elsewhere while the node was not reached. */
    void destroyAllBut(LongPredicate wanted) {
        CompletableFuture<Void> unused = rest.players(id)
                .thenAcceptAsync(
                        players -> players.stream()
                                .mapToLong(player -> Long.parseUnsignedLong(player.getGuildId()))
                                .filter(wanted.negate())
                                .forEach(this::destroy),
                        loop);
    }

    /** Tells the node that it need not keep this any longer than the connection; completes whether or not it heard. */
    CompletableFuture<String> end() {
        return rest.resuming(id, false, Duration.ZERO).exceptionally(failure -> "");
    }
}
