package dev.backline.sandbox.load;

import dev.backline.sandbox.Exchange;
import dev.backline.sandbox.Load.Latency;
import dev.backline.sandbox.Load.Report;
import dev.backline.sandbox.Load.Settings;
import dev.backline.sandbox.server.EmbeddedDiscord;
import dev.backline.sandbox.voice.Gap;
import dev.backline.sandbox.voice.Heard;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.AtomicHistogram;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run. Commands leave when they are due, from one thread that waits for no answer: a slow bot gets as many as a fast
 * one, and what it does to members is in the figures.
 */
final class Run implements AutoCloseable {

    /** Who sits in the voice channels. */
    static final String MEMBER = "alice";

    private static final Logger log = LoggerFactory.getLogger(Run.class);

    private static final long LONGEST_MICROS = Duration.ofMinutes(20).toNanos() / 1000;
    private static final List<String> READERS = List.of("alice", "bob", "carol");

    /** What anybody may ask anywhere; the more often it stands here, the more often it is typed. */
    private static final List<String> ASKED =
            List.of("/nowplaying", "/nowplaying", "/nowplaying", "/queue", "/queue", "/history", "/help", "/about");

    /** What those do who listen; it leaves the current track alone. */
    private static final List<String> DONE = List.of("/play tone 550", "/play tone 660", "/clear", "/volume 90");

    private final EmbeddedDiscord discord;
    private final Settings settings;
    private final List<String> guilds;
    private final @Nullable BufferedWriter record;
    private final Thread thread;
    private final LongAdder sent = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final AtomicHistogram acknowledged = new AtomicHistogram(LONGEST_MICROS, 3);
    private final AtomicHistogram answered = new AtomicHistogram(LONGEST_MICROS, 3);
    private volatile long startNanos;
    private volatile long endNanos;
    private volatile boolean running = true;

    /** Whether the record is closed; what is answered later is not in it. Guarded by the record. */
    private boolean recorded;

    Run(EmbeddedDiscord discord, Settings settings, List<String> guilds) {
        this.discord = discord;
        this.settings = settings;
        this.guilds = List.copyOf(guilds);
        record = settings.record().map(Run::open).orElse(null);
        thread = Thread.ofPlatform().name("sandbox-load").daemon().unstarted(this::send);
    }

    private static BufferedWriter open(Path file) {
        try {
            BufferedWriter writer = Files.newBufferedWriter(file);
            writer.write("sent,command,guild,acknowledged_us,answered_us,outcome\n");
            return writer;
        } catch (IOException e) {
            throw new UncheckedIOException("The record " + file + " cannot be written", e);
        }
    }

    void start() {
        startNanos = System.nanoTime();
        thread.start();
    }

    boolean running() {
        return running;
    }

    List<String> playing() {
        return guilds.subList(0, settings.playing());
    }

    private void send() {
        SplittableRandom random = new SplittableRandom(settings.seed());
        long end = settings.duration().isZero()
                ? Long.MAX_VALUE
                : settings.duration().toNanos();
        double period = settings.commandsPerSecond() == 0 ? Double.MAX_VALUE : 1e9 / settings.commandsPerSecond();
        for (long i = 0; running; i++) {
            long due = Math.min((long) (i * period), end);
            long wait;
            while (running && (wait = due - (System.nanoTime() - startNanos)) > 0) {
                LockSupport.parkNanos(this, wait);
            }
            if (due == end || !running) {
                break;
            }
            one(random);
        }
        endNanos = System.nanoTime();
        running = false;
    }

    private void one(SplittableRandom random) {
        int guild = random.nextInt(guilds.size());
        boolean listens = guild < settings.playing() && random.nextInt(3) == 0;
        List<String> mix = listens ? DONE : ASKED;
        String command = mix.get(random.nextInt(mix.size()));
        String member = listens ? MEMBER : READERS.get(random.nextInt(READERS.size()));
        Instant now = Instant.now();
        try {
            CompletionStage<Exchange> unused = discord.say(guilds.get(guild), member, command)
                    .whenComplete((exchange, failure) -> {
                        if (exchange != null) {
                            count(now, command, guild, exchange);
                        }
                    });
            sent.increment();
        } catch (IllegalArgumentException e) {
            if (rejected.sum() == 0) {
                log.warn("“{}” was rejected: {}", command, e.getMessage());
            }
            rejected.increment();
        }
    }

    private void count(Instant at, String command, int guild, Exchange exchange) {
        exchange.acknowledgedAfter().ifPresent(after -> acknowledged.recordValue(micros(after)));
        exchange.answeredAfter().ifPresentOrElse(after -> answered.recordValue(micros(after)), unanswered::increment);
        if (record != null) {
            write(at + "," + command + "," + guild + "," + text(exchange.acknowledgedAfter()) + ","
                    + text(exchange.answeredAfter()) + "," + outcome(exchange) + "\n");
        }
    }

    private static long micros(Duration duration) {
        return Math.clamp(duration.toNanos() / 1000, 0, LONGEST_MICROS);
    }

    private static String text(Optional<Duration> after) {
        return after.map(duration -> Long.toString(micros(duration))).orElse("");
    }

    private static String outcome(Exchange exchange) {
        if (exchange.answeredAfter().isPresent()) {
            return "answered";
        }
        return exchange.acknowledgedAfter().isPresent() ? "acknowledged" : "unanswered";
    }

    private void write(String line) {
        BufferedWriter file = Objects.requireNonNull(record);
        synchronized (file) {
            if (recorded) {
                return;
            }
            try {
                file.write(line);
                file.flush();
            } catch (IOException e) {
                log.warn("A line of the record is lost: {}", e.getMessage());
            }
        }
    }

    Report report() {
        long packets = 0;
        long lost = 0;
        int heardIn = 0;
        Duration longest = Duration.ZERO;
        List<Gap> longGaps = new ArrayList<>();
        for (String guild : playing()) {
            Optional<Heard> heard = discord.heard(guild);
            if (heard.isPresent()) {
                heardIn++;
                packets += heard.get().packets();
                lost += heard.get().lost();
                Duration gap = heard.get().longestGap().map(Gap::length).orElse(Duration.ZERO);
                longest = gap.compareTo(longest) > 0 ? gap : longest;
                longGaps.addAll(heard.get().longGaps());
            }
        }
        longGaps.sort(Comparator.comparing(Gap::endedAt));
        // First, since they are counted last: so there are never more answers than acknowledgements.
        long answers = answered.getTotalCount();
        long silences = unanswered.sum();
        return new Report(
                running,
                Duration.ofNanos((running ? System.nanoTime() : endNanos) - startNanos),
                sent.sum(),
                acknowledged.getTotalCount(),
                answers,
                silences,
                rejected.sum(),
                latency(acknowledged),
                latency(answered),
                heardIn,
                packets,
                lost,
                longest,
                longGaps);
    }

    private static Latency latency(AtomicHistogram histogram) {
        return new Latency(
                quantile(histogram, 50), quantile(histogram, 90), quantile(histogram, 99), quantile(histogram, 100));
    }

    private static Duration quantile(AtomicHistogram histogram, double percentile) {
        return Duration.ofNanos(histogram.getValueAtPercentile(percentile) * 1000);
    }

    /** Sends no more. */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join();
            if (record != null) {
                synchronized (record) {
                    recorded = true;
                    record.close();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.warn("The record was not closed as it should be", e);
        }
    }
}
