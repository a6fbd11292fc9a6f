package dev.backline.runtime.command;

import dev.backline.api.audio.Track;
import dev.backline.api.command.Button;
import dev.backline.api.command.Button.Style;
import dev.backline.api.command.Card;
import dev.backline.api.command.Card.Field;
import dev.backline.api.command.Card.Mood;
import dev.backline.api.command.Reply;
import dev.backline.api.playback.LoopMode;
import dev.backline.runtime.playback.GuildPlayback;
import dev.backline.runtime.playback.QueuedTrack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The messages that show what plays and what comes next, with the buttons under them. */
final class Cards {

    /** How many tracks one page of the queue shows. */
    static final int PAGE = 10;

    private Cards() {}

    /** What plays, how far it is, and buttons to change that. */
    static Reply nowPlaying(GuildPlayback playback) {
        QueuedTrack queued = playback.requireCurrent();
        Track track = queued.track();
        boolean paused = playback.paused();
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("Requested by", "<@" + queued.requestedBy() + ">", true));
        fields.add(new Field("Volume", playback.volume() + " %", true));
        if (playback.loopMode() != LoopMode.OFF) {
            fields.add(new Field("Loop", loop(playback.loopMode()), true));
        }
        if (!playback.queue().isEmpty()) {
            fields.add(
                    new Field("Up next", Texts.name(playback.queue().getFirst().track()), false));
        }
        Card card = new Card(
                paused ? "Paused" : "Now playing",
                track.link(),
                "**" + Texts.name(track) + "**\n" + progress(track, playback.position()),
                fields,
                "from " + track.source()
                        + playback.backend().map(name -> " · played by " + name).orElse(""),
                paused ? Mood.PAUSED : Mood.PLAYING);
        return Reply.of(card).withButtons(Buttons.all(paused));
    }

    private static String progress(Track track, Duration position) {
        return track.length()
                .map(length -> Texts.progress(position, length) + "  `" + Texts.time(position) + " / "
                        + Texts.time(length) + "`")
                .orElseGet(() -> "`live · " + Texts.time(position) + "`");
    }

    /**
     * A page of the queue.
     *
     * @param page counted from 1; pages past the end show the last one
     */
    static Reply queue(GuildPlayback playback, int page) {
        List<QueuedTrack> queue = playback.queue();
        int pages = Math.max(1, (queue.size() + PAGE - 1) / PAGE);
        int shown = Math.clamp(page, 1, pages);
        Reply reply = Reply.of(new Card(
                "Queue",
                Optional.empty(),
                body(playback, queue, shown),
                List.of(),
                footer(playback, queue, shown, pages),
                Mood.NEUTRAL));
        return pages == 1
                ? reply
                : reply.withButtons(
                        Button.of(Buttons.PAGE + (shown - 1), "◀ Back").enabled(shown > 1),
                        Button.of(Buttons.PAGE + (shown + 1), "Next ▶").enabled(shown < pages));
    }

    private static String body(GuildPlayback playback, List<QueuedTrack> queue, int page) {
        StringBuilder body = new StringBuilder();
        playback.current().ifPresent(current -> body.append("▶ **")
                .append(Texts.name(current.track()))
                .append("** `")
                .append(Texts.length(current.track()))
                .append("`\n\n"));
        if (queue.isEmpty()) {
            return body.append("Nothing waits. Add something with /play.").toString();
        }
        int first = (page - 1) * PAGE;
        for (int i = first; i < Math.min(first + PAGE, queue.size()); i++) {
            body.append(Texts.line(i + 1, queue.get(i).track()));
        }
        return body.toString();
    }

    private static String footer(GuildPlayback playback, List<QueuedTrack> queue, int page, int pages) {
        Duration total = queue.stream()
                .flatMap(queued -> queued.track().length().stream())
                .reduce(Duration.ZERO, Duration::plus);
        StringBuilder footer = new StringBuilder(Texts.tracks(queue.size()));
        if (!total.isZero()) {
            footer.append(" · ").append(Texts.time(total));
        }
        if (pages > 1) {
            footer.append(" · page ").append(page).append(" of ").append(pages);
        }
        if (playback.loopMode() != LoopMode.OFF) {
            footer.append(" · loop: ").append(loop(playback.loopMode()));
        }
        return footer.toString();
    }

    static String loop(LoopMode mode) {
        return switch (mode) {
            case OFF -> "off";
            case TRACK -> "this track";
            case QUEUE -> "the queue";
        };
    }

    /** Ids of the buttons. */
    static final class Buttons {
        static final String PAUSE = "player:pause";
        static final String RESUME = "player:resume";
        static final String SKIP = "player:skip";
        static final String STOP = "player:stop";
        static final String REFRESH = "player:refresh";
        static final String PAGE = "queue:";

        private Buttons() {}

        private static Button[] all(boolean paused) {
            return new Button[] {
                paused
                        ? new Button(RESUME, "▶ Resume", Style.SUCCESS, true)
                        : new Button(PAUSE, "⏸ Pause", Style.PRIMARY, true),
                Button.of(SKIP, "⏭ Skip"),
                new Button(STOP, "⏹ Stop", Style.DANGER, true),
                Button.of(REFRESH, "🔄 Refresh")
            };
        }
    }
}
