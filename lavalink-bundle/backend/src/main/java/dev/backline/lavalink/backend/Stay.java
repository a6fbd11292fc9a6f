package dev.backline.lavalink.backend;

import dev.arbjerg.lavalink.protocol.v4.Exception;
import dev.arbjerg.lavalink.protocol.v4.LoadResult;
import dev.arbjerg.lavalink.protocol.v4.Track;
import dev.backline.api.event.NodeObserver.PlayerMove;
import dev.backline.api.voice.VoiceCredentials;
import dev.backline.lavalink.backend.node.Loop;
import dev.backline.lavalink.backend.node.Node;
import dev.backline.lavalink.backend.node.RequestFailed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of a player on one node: what the node is told, one request after the other so that the last one holds, and how
 * its voice connection is. Answers that come after the player left are not heeded. Used on the {@link Loop} alone.
 */
final class Stay {

    /** The player, as far as its stay is concerned. */
    interface Guest {

        /** Whether it is still there. */
        boolean isIn(Stay stay);

        /** What it is to be like now. */
        Wish wish();

        /** The node works, and cannot play this; the words are for listeners. */
        void cannotPlay(Playing playing, String words);

        /** The node does not do what it should: the player has to go on elsewhere. */
        void fails(PlayerMove reason);

        /** Sound flows to the voice server, or does not any more. */
        void soundChanged();

        /** Discord's credentials are used up. */
        void needsCredentials();
    }

    private static final Logger log = LoggerFactory.getLogger(Stay.class);

    /** Of Discord: somebody took the bot out of the channel, or moved it. The gateway tells what comes next. */
    private static final int TAKEN_OUT = 4014;

    private final Node node;
    private final long guildId;
    private final Loop loop;
    private final Guest guest;
    private final Due due = new Due();

    private boolean sending;
    private int connections;
    private int refusals;
    private boolean connecting;
    private boolean heard;
    private boolean over;
    private Runnable whenHeard = () -> {};

    /** Begins; the node is told nothing yet. */
    Stay(Node node, long guildId, Loop loop, Guest guest) {
        this.node = node;
        this.guildId = guildId;
        this.loop = loop;
        this.guest = guest;
    }

    Node node() {
        return node;
    }

    /** Whether sound can flow: the node is connected to the voice server. */
    boolean isHeard() {
        return heard;
    }

    /** Whether the node has not answered yet to what it was told last. */
    boolean isTelling() {
        return sending;
    }

    /** What to do as soon as the node is connected to the voice server. */
    void whenHeard(Runnable action) {
        whenHeard = action;
    }

    /** Ends what the node plays for the guild; once. */
    void end() {
        if (!over) {
            over = true;
            node.destroy(guildId);
        }
    }

    private <T> void follow(CompletableFuture<T> request, Consumer<T> next, Consumer<RequestFailed> otherwise) {
        CompletableFuture<T> unused = request.whenComplete((answer, failure) -> loop.execute(() -> {
            if (!guest.isIn(this)) {
                return;
            }
            if (failure == null) {
                next.accept(answer);
            } else if (RequestFailed.cause(failure) instanceof RequestFailed refused) {
                otherwise.accept(refused);
            } else {
                log.error(
                        "A request to the Lavalink node {} failed unexpectedly",
                        node.key().name(),
                        failure);
                otherwise.accept(new RequestFailed("a request failed unexpectedly", failure));
            }
        }));
    }

    // ---- the track

    /** Plays what the guest wishes to play; asks the node for it first, when no node was asked before. */
    void play(Playing playing) {
        if (playing.encoded() != null) {
            due.track();
            send();
            return;
        }
        follow(
                node.load(Reach.identifier(node, playing.track())),
                result -> {
                    if (isSought(playing)) {
                        loaded(playing, result);
                    }
                },
                failure -> {
                    if (isSought(playing)) {
                        refused(failure);
                    }
                });
    }

    /** Whether that is still to be found: when the connection broke meanwhile, {@link #catchUp} asked once more. */
    private boolean isSought(Playing playing) {
        return guest.wish().playing() == playing && playing.encoded() == null;
    }

    private void loaded(Playing playing, LoadResult result) {
        switch (result) {
            case LoadResult.TrackLoaded one -> loaded(playing, List.of(one.getData()));
            case LoadResult.PlaylistLoaded list ->
                loaded(playing, list.getData().getTracks());
            case LoadResult.SearchResult found ->
                loaded(playing, found.getData().getTracks());
            case LoadResult.LoadFailed failed -> guest.cannotPlay(playing, words(failed.getData()));
            default -> loaded(playing, List.of());
        }
    }

    private void loaded(Playing playing, List<Track> tracks) {
        if (tracks.isEmpty()) {
            guest.cannotPlay(playing, "It is not to be found any more.");
        } else {
            playing.encodedAs(tracks.getFirst().getEncoded());
            due.track();
            send();
        }
    }

    /** For listeners: what the source says when it is the track's fault, and no more than that otherwise. */
    static String words(Exception exception) {
        String message = exception.getMessage();
        return exception.getSeverity() == Exception.Severity.COMMON && message != null
                ? message
                : "Its source is not working at the moment.";
    }

    /** Plays nothing. */
    void silence() {
        due.track();
        send();
    }

    /** The guest wishes to go on from another position. */
    void jump() {
        due.position();
        send();
    }

    /** The guest wishes to be paused, or not any more. */
    void pause() {
        due.pause();
        send();
    }

    /** The guest wishes another volume. */
    void volume() {
        due.volume();
        send();
    }

    /** Tells what is due. While the node is not connected nothing is; {@link #catchUp} makes up for it. */
    void send() {
        if (sending || !node.isUp()) {
            return;
        }
        due.take(guest.wish()).ifPresent(patch -> {
            sending = true;
            follow(
                    node.update(guildId, patch),
                    answer -> {
                        sending = false;
                        send();
                    },
                    failure -> {
                        sending = false;
                        due.untold(patch);
                        refused(failure);
                    });
        });
    }

    /** When the node cannot be reached either, it is for the node to say what becomes of it. */
    private void refused(RequestFailed failure) {
        if (!node.isUp()) {
            return;
        }
        log.info(
                "The Lavalink node {} does not do what it is asked to: {}",
                node.key().name(),
                failure.getMessage());
        Playing playing = guest.wish().playing();
        if (failure.isRefused() && playing != null) {
            guest.cannotPlay(playing, "The node that should play it cannot.");
        } else {
            guest.fails(PlayerMove.REQUEST_FAILED);
        }
    }

    /** The node is connected again: what it was not told in the meantime is due. */
    void catchUp(Optional<VoiceCredentials> credentials) {
        Playing playing = guest.wish().playing();
        if (playing != null && playing.encoded() == null) {
            play(playing);
        }
        if (!heard && !connecting) {
            credentials.ifPresent(this::connect);
        }
        send();
    }

    // ---- the voice connection

    /** Makes the node connect to the voice server, in place of a connection that it has. */
    void connect(VoiceCredentials credentials) {
        int number = ++connections;
        connecting = true;
        heard = false;
        guest.soundChanged();
        follow(
                node.voice(credentials),
                answer -> {
                    if (number == connections) {
                        connected();
                    }
                },
                failure -> {
                    if (number == connections) {
                        notConnected(failure);
                    }
                });
    }

    private void connected() {
        connecting = false;
        heard = true;
        refusals = 0;
        guest.soundChanged();
        whenHeard.run();
    }

    private void notConnected(RequestFailed failure) {
        connecting = false;
        if (!node.isUp()) {
            return;
        }
        log.info(
                "The Lavalink node {} did not connect to a voice server: {}",
                node.key().name(),
                failure.getMessage());
        refusals++;
        if (refusals == 1) {
            // Perhaps the credentials are used up; with new ones it is tried again.
            guest.needsCredentials();
        } else {
            guest.fails(PlayerMove.VOICE_FAILED);
        }
    }

    /** The voice server closed the connection. */
    void disconnected(int code) {
        if (connecting) {
            return; // that was the connection before
        }
        heard = false;
        guest.soundChanged();
        if (code != TAKEN_OUT) {
            log.info(
                    "Discord closed a voice connection of the Lavalink node {} with code {}",
                    node.key().name(),
                    code);
            guest.needsCredentials();
        }
    }
}
