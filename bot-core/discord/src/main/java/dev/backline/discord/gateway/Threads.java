package dev.backline.discord.gateway;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.sharding.DefaultShardManagerBuilder;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/**
 * The threads of one login, shared by all its shards, and its HTTP client. JDA would start six per shard, and leave
 * those of OkHttp to time out.
 */
final class Threads implements AutoCloseable {

    /** As many as JDA would allow itself. */
    private static final int REQUESTS_AT_ONCE = 25;

    private final ScheduledThreadPoolExecutor timer = scheduler("backline-discord-timer", 1);
    private final ScheduledThreadPoolExecutor gateway = scheduler("backline-discord-gateway", 2);
    private final ScheduledThreadPoolExecutor audio = scheduler("backline-discord-audio", 1);
    private final ExecutorService requests = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("backline-discord-rest-", 0).factory());
    private final OkHttpClient http;

    Threads(Interceptor watch) {
        Dispatcher dispatcher = new Dispatcher(requests);
        dispatcher.setMaxRequestsPerHost(REQUESTS_AT_ONCE);
        http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .addInterceptor(watch)
                .connectTimeout(Duration.ofSeconds(10))
                .readTimeout(Duration.ofSeconds(10))
                .writeTimeout(Duration.ofSeconds(10))
                .build();
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** For work that may wait. */
    Executor tasks() {
        return requests;
    }

    void lendTo(DefaultShardManagerBuilder builder) {
        builder.setHttpClient(http)
                .setGatewayPoolProvider(shard -> gateway)
                .setRateLimitSchedulerProvider(shard -> gateway)
                .setAudioPoolProvider(shard -> audio)
                .setRateLimitElasticProvider(shard -> requests)
                .setCallbackPoolProvider(shard -> requests);
    }

    /** Fails the requests that are under way, so that nobody waits for them any longer. */
    void cancelRequests() {
        http.dispatcher().cancelAll();
    }

    @Override
    public void close() {
        http.dispatcher().cancelAll();
        http.connectionPool().evictAll();
        timer.shutdownNow();
        gateway.shutdownNow();
        audio.shutdownNow();
        requests.shutdownNow();
    }

    /** Waits for the last of them to end. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (ExecutorService pool : new ExecutorService[] {timer, gateway, audio, requests}) {
            if (!pool.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }

    private static ScheduledThreadPoolExecutor scheduler(String name, int threads) {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(
                threads, Thread.ofPlatform().name(name + "-", 0).daemon().factory());
        pool.setRemoveOnCancelPolicy(true);
        return pool;
    }
}
