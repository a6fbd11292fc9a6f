package dev.backline.lavaplayer.source;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Runs blocking look-ups beside the caller, and interrupts those that the caller gives up. */
public final class Lookups {

    private final ExecutorService threads;

    public Lookups(ExecutorService threads) {
        this.threads = threads;
    }

    <T> CompletionStage<T> run(Supplier<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Future<?> running = threads.submit(() -> {
            try {
                answer.complete(work.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        CompletableFuture<T> unused = answer.whenComplete((value, failure) -> {
            if (answer.isCancelled()) {
                running.cancel(true);
            }
        });
        return answer;
    }
}
