package dev.backline.benchmarks.smoke;

import dev.backline.benchmarks.Bot;
import dev.backline.benchmarks.smoke.Figure.Kind;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** A bot that is measured from its start on, by a probe that is loaded into it. */
final class SmokeRun implements AutoCloseable {

    /**
     * One compiler that is soon done, and a collector without threads of its own: what is compiled when, and what is
     * collected when, would be most of the noise. Allocations are those of code that is not optimized.
     */
    private static final String JVM = "-XX:-UseShenandoahGC -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    /** In which music plays: enough, that what one takes is not lost in what all share. */
    private static final int GUILDS = 40;

    private static final String MUSIC = "sandbox:load start --guilds " + GUILDS + " --rate 0 --playing " + GUILDS;

    /** Half a minute: a machine that others use is slow for that long, but seldom longer. */
    private static final int ROUNDS = 60;

    /** Music has its own pace: a round takes half a second. */
    private static final int ROUNDS_OF_MUSIC = 20;

    private final Bot bot;
    private final double calibrationNanos;
    private final SortedMap<Figure, Double> figures = new TreeMap<>();

    /** Starts it, and measures what that took. */
    SmokeRun(Path command, Path probe) throws IOException, InterruptedException {
        bot = Bot.start(command, JVM);
        try {
            bot.exec("feature:install " + probe.toAbsolutePath());
            JsonObject started = process();
            put("start", Kind.ALLOCATED_BYTES, number(started, "allocatedBytes"));
            calibrationNanos = number(started, "calibrationNanos");
            put("start", Kind.CPU, number(started, "cpuNanos") / calibrationNanos);
            put("start", Kind.CLASSES, number(started, "loadedClasses"));
            put("start", Kind.THREADS, number(started, "threads"));
            put("start", Kind.HEAP_BYTES, number(started, "heapBytes"));
        } catch (IOException | RuntimeException e) {
            bot.close();
            throw e;
        }
    }

    Bot bot() {
        return bot;
    }

    /** Measures everything. Music comes first: what commands leave for a while is not of guilds. */
    SortedMap<Figure, Double> all() throws IOException, InterruptedException {
        JsonObject silent = process();
        bot.exec(MUSIC);
        JsonObject playing = process();
        put("guild", Kind.HEAP_BYTES, (number(playing, "heapBytes") - number(silent, "heapBytes")) / GUILDS);
        put("music", Kind.THREADS, number(playing, "threads"));
        figures.putAll(of("music", ROUNDS_OF_MUSIC));
        bot.exec("sandbox:load stop");
        figures.putAll(ofGuilds());
        return figures;
    }

    /** Measures commands, look-ups and exchanges. */
    SortedMap<Figure, Double> ofGuilds() throws IOException, InterruptedException {
        return of("", ROUNDS);
    }

    private SortedMap<Figure, Double> of(String operation, int rounds) throws IOException, InterruptedException {
        SortedMap<Figure, Double> measured = new TreeMap<>();
        for (JsonValue each : bot.json("probe:run '" + operation + "' --rounds " + rounds)) {
            JsonObject line = each.asJsonObject();
            String name = line.getString("operation");
            measured.put(new Figure(name, Kind.ALLOCATED_BYTES), number(line, "allocatedBytes"));
            measured.put(new Figure(name, Kind.CPU), number(line, "cpuNanos") / number(line, "calibrationNanos"));
            measured.put(new Figure(name, Kind.RETAINED), number(line, "retained"));
        }
        return measured;
    }

    /** CPU time that a calibration took when it had started. */
    double calibrationNanos() {
        return calibrationNanos;
    }

    private JsonObject process() throws IOException, InterruptedException {
        return bot.json("probe:process").getFirst().asJsonObject();
    }

    private static double number(JsonObject json, String name) {
        return json.getJsonNumber(name).doubleValue();
    }

    private void put(String operation, Kind kind, double value) {
        figures.put(new Figure(operation, kind), value);
    }

    @Override
    public void close() {
        bot.close();
    }
}
