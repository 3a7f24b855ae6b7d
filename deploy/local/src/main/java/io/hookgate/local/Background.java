package io.hookgate.local;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Work that blocks, in a thread of its own which does not keep the JVM alive. */
final class Background {
    private Background() {}

    static <T> CompletableFuture<T> start(String name, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(work.get());
                    } catch (Throwable e) {
                        // Errors too: somebody waits for the result.
                        result.completeExceptionally(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    static CompletableFuture<Void> start(String name, Runnable work) {
        return start(name, () -> {
                    work.run();
                    return true;
                })
                .thenAccept(done -> {});
    }
}
