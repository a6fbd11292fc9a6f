package dev.backline.lavalink.backend.node;

import dev.backline.api.voice.VoiceCredentials;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node keeps for the bot, over as many connections as it takes: its players, and the requests that change them. Used
 * on the {@link Loop} alone, on which futures complete, too.
 */
final class NodeSession {

    private static final Logger log = LoggerFactory.getLogger(NodeSession.class);

    private static final int NOT_FOUND = 404;

    private final String id;
    private final NodeRest rest;
    private final Patience patience;
    private final Loop loop;

    /** By guild, the requests that the node has not answered. */
    private final Map<Long, CompletableFuture<?>> unanswered = new HashMap<>();

    /** By guild, those of them that end its player; what comes next for the guild waits for them. */
    private final Map<Long, CompletableFuture<?>> ending = new HashMap<>();

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
        return after(ending, guildId, () -> rest.update(id, guildId, patch));
    }

    /**
     * Makes a player connect to voice; completes when it is connected. Two requests on their way at once may come to the
     * node in the other order, and the connection of the later one has to remain.
     */
    CompletableFuture<String> voice(VoiceCredentials credentials) {
        return after(unanswered, credentials.guildId(), () -> rest.voice(id, credentials, patience.voice()));
    }

    private CompletableFuture<String> after(
            Map<Long, CompletableFuture<?>> others, long guildId, Supplier<CompletableFuture<String>> request) {
        @Nullable CompletableFuture<?> before = others.get(guildId);
        CompletableFuture<String> answer = before == null ? request.get() : then(before, request);
        note(unanswered, guildId, answer);
        return answer.thenApplyAsync(body -> body, loop);
    }

    /** Ends a player, at once; and once more when the node may make it anew, by a request that it has not answered. */
    void destroy(long guildId) {
        @Nullable CompletableFuture<?> before = unanswered.get(guildId);
        CompletableFuture<String> end = surelyDestroy(guildId);
        if (before != null) {
            end = then(CompletableFuture.allOf(before, end), () -> surelyDestroy(guildId));
        }
        note(unanswered, guildId, end);
        note(ending, guildId, end);
    }

    /** Asks twice, when there was no answer. A node that refuses does not know the player, or not even the session. */
    private CompletableFuture<String> surelyDestroy(long guildId) {
        return rest.destroy(id, guildId)
                .exceptionallyCompose(failure ->
                        knowsNothing(failure) ? CompletableFuture.completedFuture("") : rest.destroy(id, guildId))
                .whenComplete((done, failure) -> {
                    if (failure != null && !knowsNothing(failure)) {
                        warnOfLeftovers(failure);
                    }
                });
    }

    private void warnOfLeftovers(Throwable failure) {
        log.warn(
                "Players may be left on the Lavalink node {}: {}",
                rest.node(),
                NodeRest.words(RequestFailed.cause(failure)));
    }

    private static boolean knowsNothing(Throwable failure) {
        return RequestFailed.cause(failure) instanceof RequestFailed answer
                && (answer.isRefused() || answer.status() == NOT_FOUND);
    }

    private static CompletableFuture<String> then(
            CompletableFuture<?> before, Supplier<CompletableFuture<String>> request) {
        return before.handle((done, failure) -> "").thenCompose(done -> request.get());
    }

    private void note(Map<Long, CompletableFuture<?>> requests, long guildId, CompletableFuture<?> request) {
        CompletableFuture<?> all = requests.merge(guildId, request, CompletableFuture::allOf);
        CompletableFuture<?> unused = all.whenCompleteAsync((answer, failure) -> requests.remove(guildId, all), loop);
    }

    /** Ends the players of all guilds but these: they were moved elsewhere while the node was not reached. */
    void destroyAllBut(LongPredicate wanted) {
        CompletableFuture<Void> unused = rest.players(id)
                .thenAcceptAsync(
                        players -> players.stream()
                                .mapToLong(player -> Long.parseUnsignedLong(player.getGuildId()))
                                .filter(wanted.negate())
                                .forEach(this::destroy),
                        loop)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        warnOfLeftovers(failure);
                    }
                });
    }

    /** Tells the node that it need not keep this any longer than the connection; completes whether or not it heard. */
    CompletableFuture<String> end() {
        return rest.resuming(id, false, Duration.ZERO).exceptionally(failure -> "");
    }
}
