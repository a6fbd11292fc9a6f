package dev.backline.discord.rest;

import dev.backline.api.event.RestObserver;
import dev.backline.api.event.RestRoute;
import java.io.IOException;
import java.util.function.LongSupplier;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Tells an observer about every request and what its answer says of the rate limit. Headers are those of
 * <a href="https://discord.com/developers/docs/topics/rate-limits">Discord's documentation</a>.
 */
public final class RequestWatch implements Interceptor {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Routes routes = new Routes();
    private final RestObserver observer;
    private final LongSupplier nanoTime;

    public RequestWatch(RestObserver observer, LongSupplier nanoTime) {
        this.observer = observer;
        this.nanoTime = nanoTime;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        RestRoute route = routes.of(request.method(), request.url().pathSegments());
        long sent = nanoTime.getAsLong();
        int status = 0;
        try {
            Response response = chain.proceed(request);
            status = response.code();
            limits(route, response);
            return response;
        } finally {
            observer.requestFinished(route, status, nanoTime.getAsLong() - sent);
        }
    }

    private void limits(RestRoute route, Response response) {
        int limit = (int) number(response.header("X-RateLimit-Limit"), -1);
        int remaining = (int) number(response.header("X-RateLimit-Remaining"), -1);
        if (limit >= 0 && remaining >= 0) {
            observer.bucketChanged(route, remaining, limit);
        }
        if (response.code() == 429) {
            boolean global = response.header("X-RateLimit-Global") != null
                    || "global".equals(response.header("X-RateLimit-Scope"));
            double seconds = number(response.header("Retry-After"), 0);
            observer.rateLimited(route, global, (long) (seconds * NANOS_PER_SECOND));
        }
    }

    private static double number(@Nullable String header, double otherwise) {
        if (header == null) {
            return otherwise;
        }
        try {
            return Double.parseDouble(header);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
