package dev.backline.metrics.registry;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads all metrics, for any number of clients: once at a time, on a thread of its own, for a limited time. Whoever comes
 * meanwhile, or shortly after, is given the same.
 */
final class Scraper implements AutoCloseable {

    /** Metrics could not be read in time. */
    static final class TooSlow extends Exception {

        private static final long serialVersionUID = 1L;

        TooSlow(String message) {
            super(message);
        }
    }

    private final CatalogExports exports;
    private final RegistryMetrics metrics;
    private final LongSupplier nanoTime;
    private Duration patience;
    private Duration freshness;
    private ExecutorService thread = thread();
    private @Nullable CompletableFuture<Scrape> running;
    private @Nullable CompletableFuture<Scrape> last;
    private long lastNanos;

    /**
     * Starts when it is asked.
     *
     * @param patience how long a scrape may take
     * @param freshness how long its result is given to others
     * @param nanoTime a clock that only runs forward, in nanoseconds
     */
    Scraper(
            CatalogExports exports,
            RegistryMetrics metrics,
            Duration patience,
            Duration freshness,
            LongSupplier nanoTime) {
        this.exports = exports;
        this.metrics = metrics;
        this.patience = patience;
        this.freshness = freshness;
        this.nanoTime = nanoTime;
    }

    private static ExecutorService thread() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("backline-metrics-scrape").daemon().factory());
    }

    /** Has other limits from now on. */
    synchronized void limits(Duration patience, Duration freshness) {
        this.patience = patience;
        this.freshness = freshness;
    }

    private synchronized Duration patience() {
        return patience;
    }

    /**
     * Reads all metrics, or gives what was just read. Blocks, at most as long as a scrape may take.
     *
     * @throws TooSlow when it takes longer
     */
    Scrape scrape() throws TooSlow, InterruptedException {
        CompletableFuture<Scrape> current = current();
        Duration limit = patience();
        try {
            return current.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw giveUp(current, limit);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TooSlow slow) {
                throw new TooSlow(String.valueOf(slow.getMessage()));
            }
            throw new IllegalStateException("The metrics could not be read", e.getCause());
        }
    }

    private synchronized CompletableFuture<Scrape> current() {
        if (running != null) {
            return running;
        }
        if (last != null && nanoTime.getAsLong() - lastNanos < freshness.toNanos()) {
            return last;
        }
        CompletableFuture<Scrape> mine = new CompletableFuture<>();
        running = mine;
        thread.execute(() -> collect(mine));
        return mine;
    }

    private void collect(CompletableFuture<Scrape> mine) {
        if (!takesTurn(mine)) {
            return;
        }
        long began = nanoTime.getAsLong();
        try {
            Scrape scrape = new Scrape(exports.collectInTurn());
            metrics.scraped(scrape.size(), nanoTime.getAsLong() - began);
            ended(mine, mine);
            mine.complete(scrape);
        } catch (RuntimeException | Error e) {
            ended(mine, null);
            mine.completeExceptionally(e);
        }
    }

    /** Whether it is still wanted: one that was given up before its thread began must not take its successor's turn. */
    private synchronized boolean takesTurn(CompletableFuture<Scrape> mine) {
        if (running != mine) {
            return false;
        }
        exports.takeTurn();
        return true;
    }

    /** Comes before the result is handed out: a client that has it and asks again is not given the same as still running. */
    private synchronized void ended(CompletableFuture<Scrape> mine, @Nullable CompletableFuture<Scrape> result) {
        if (running == mine) {
            running = null;
            last = result;
            lastNanos = nanoTime.getAsLong();
        }
    }

    /** Leaves the thread to itself; the next scrape has a new one. Says what held it up, to all who wait for it. */
    private synchronized TooSlow giveUp(CompletableFuture<Scrape> slow, Duration limit) {
        String tooSlow = "The metrics could not be read within " + limit.toMillis() + " ms";
        if (running != slow) {
            return new TooSlow(tooSlow);
        }
        running = null;
        TooSlow why = new TooSlow(tooSlow
                + exports.giveUp()
                        .map(name -> ": " + name + " does not answer, and is left out until it does")
                        .orElse(""));
        slow.completeExceptionally(why);
        thread.shutdownNow();
        thread = thread();
        return why;
    }

    /** Ends the thread. */
    @Override
    public synchronized void close() {
        thread.shutdownNow();
    }
}
