package dev.backline.profiler.record;

import dev.backline.profiler.engine.Engine;
import dev.backline.profiler.engine.Engine.Capture;
import dev.backline.profiler.engine.Kind;
import dev.backline.profiler.engine.Sampling;
import dev.backline.profiler.profile.Attribution;
import dev.backline.profiler.profile.Profile;
import dev.backline.profiler.profile.ProfileReader;
import dev.backline.profiler.record.Turns.Turn;
import dev.backline.profiler.run.Run;
import dev.backline.profiler.run.Runs;
import dev.backline.profiler.run.Runs.Draft;
import dev.backline.profiler.run.Runs.Kept;
import dev.backline.profiler.run.Scope;
import dev.backline.profiler.span.Activity;
import dev.backline.profiler.span.Activity.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes profiles of this process. Safe for use by any thread. */
public final class Recorder {

    /**
     * An engine that records.
     *
     * @param capture what it records
     * @param sampling what that holds
     * @param why it was chosen, in words
     */
    private record Chosen(Capture capture, Sampling sampling, String why) {

        static Chosen start(Engine engine, Kind kind, Path recording, String why) throws IOException {
            return new Chosen(engine.start(kind, recording), engine.sampling(kind), why);
        }
    }

    private final List<Engine> engines;
    private final Turns turns;
    private final Runs runs;
    private final Activity activity;
    private final Surroundings surroundings;

    /**
     * Records nothing yet.
     *
     * @param engines where none sees more than another, the first is taken
     * @param activity counts what the bot does
     */
    public Recorder(List<Engine> engines, Turns turns, Runs runs, Activity activity, Surroundings surroundings) {
        this.engines = List.copyOf(engines);
        this.turns = turns;
        this.runs = runs;
        this.activity = activity;
        this.surroundings = surroundings;
    }

    public List<Engine> engines() {
        return engines;
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    /**
     * Records, and writes what the recording says. Blocks until then; when interrupted, it ends early and keeps what there
     * is.
     *
     * @throws IllegalStateException when something is under way already, or the profiler is stopped meanwhile
     * @throws IllegalArgumentException when there is no such engine or feature
     * @throws IOException when it cannot be recorded or written: nothing is left of it then
     */
    public Kept record(Request request, Progress progress) throws IOException {
        Set<Long> bundles = request.feature().isEmpty() ? Set.of() : surroundings.bundlesOf(request.feature());
        String kind = request.kind().label();
        try (Turn turn = turns.take("a " + kind + " profile", request.who(), request.duration())) {
            return runs.write(kind, turn.started(), 0, draft -> record(request, bundles, progress, turn, draft));
        }
    }

    private Kept record(Request request, Set<Long> bundles, Progress progress, Turn turn, Draft draft)
            throws IOException {
        Path recording = draft.file(Run.RECORDING);
        Optional<String> full = runs.disks().obstacleOfRecording(0);
        if (full.isPresent()) {
            throw new IOException(full.get());
        }
        OptionalInt playersBefore = surroundings.players();
        Chosen chosen = choose(request, recording);
        // An engine takes its time to start, in which nothing is sampled.
        Duration waited = turn.lasted();
        Counts before = activity.counts();
        Spent spent = Spent.untilNow();
        String early;
        Duration lasted;
        Counts meanwhile;
        try (Capture capture = chosen.capture()) {
            turn.await(progress, () -> !endsEarly(capture).isEmpty());
            early = endsEarly(capture);
            lasted = turn.lasted().minus(waited);
            meanwhile = activity.counts().since(before);
            spent = Spent.untilNow().since(spent);
            capture.stop();
        }
        if (runs.isDiskFull()) {
            // async-profiler does not say so when it could not write.
            throw new IOException("The recording may be cut off");
        }
        Profile profile = ProfileReader.read(recording, chosen.sampling()).ofThreads(request.thread());
        Attribution attribution = new Attribution(surroundings.owners());
        if (!request.feature().isEmpty()) {
            profile = profile.under(attribution.belongsTo(bundles::contains));
        }
        Summary summary = new Summary(
                new Scope(chosen.sampling().engine(), request.thread(), request.feature()),
                draft.name(),
                chosen.sampling(),
                chosen.why() + early,
                turn.started().plus(waited),
                lasted,
                Optional.of(spent),
                profile,
                profile.by(attribution::of),
                meanwhile,
                playersBefore,
                surroundings.players());
        summary.write(draft, request.byThread());
        return draft.keep(lasted, summary.headline(), summary.scope());
    }

    /** Why it has to end before its time, as the end of a sentence; empty when it has not. */
    private String endsEarly(Capture capture) {
        if (runs.disks().areAlmostFull()) {
            return "; it ended early because the disk was almost full";
        }
        if (capture.bytes() > runs.limit()) {
            return "; it ended early because it took more than all runs may (keepMegabytes)";
        }
        return "";
    }

    private Chosen choose(Request request, Path recording) throws IOException {
        Optional<String> wanted = request.engine();
        if (wanted.isPresent()) {
            Engine engine = engines.stream()
                    .filter(each -> each.name().equals(wanted.get()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "There is no engine “" + wanted.get() + "”; there are auto, " + names()));
            Optional<String> obstacle = engine.obstacle();
            if (obstacle.isPresent()) {
                throw new IOException("The engine " + engine.name() + " does not work here: " + obstacle.get());
            }
            return Chosen.start(engine, request.kind(), recording, "as it was asked for");
        }
        StringBuilder failed = new StringBuilder();
        List<Engine> bestFirst = engines.stream()
                .sorted(Comparator.comparing((Engine engine) -> !engine.seesMost(request.kind())))
                .toList();
        for (Engine engine : bestFirst) {
            Optional<String> obstacle = engine.obstacle();
            if (obstacle.isEmpty()) {
                try {
                    String why = failed.isEmpty() ? "since it sees more than the others" : "since " + failed;
                    return Chosen.start(engine, request.kind(), recording, why);
                } catch (IOException e) {
                    obstacle = Optional.of(String.valueOf(e.getMessage()));
                    // async-profiler makes it before it finds that it cannot sample.
                    Files.deleteIfExists(recording);
                }
            }
            failed.append(failed.isEmpty() ? "" : ", and ").append(obstacle.orElse(""));
        }
        throw new IOException("No engine works here: " + failed);
    }

    private String names() {
        return engines.stream().map(Engine::name).collect(Collectors.joining(", "));
    }
}
