package io.hookgate.delivery.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookgate.model.TenantId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransformationPoolTest {
    private final TenantId greedy = new TenantId(UUID.randomUUID());
    private final TenantId modest = new TenantId(UUID.randomUUID());
    private final AtomicLong clock = new AtomicLong();
    private final TransformationPool pool = new TransformationPool(2, clock::get);

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void givesResultsAndFailures() throws Exception {
        assertThat(await(pool.run(modest, () -> "made"))).isEqualTo("made");
        assertThatThrownBy(() -> await(pool.run(modest, () -> {
                    throw new StackOverflowError();
                })))
                .hasCauseInstanceOf(StackOverflowError.class);
        assertThat(await(pool.run(modest, () -> "again"))).isEqualTo("again");
    }

    @Test
    void leavesAThreadToOtherTenants() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<Future<Boolean>> stuck = new ArrayList<>();
        for (int count = 0; count < 50; count++) {
            stuck.add(pool.run(greedy, () -> release.await(30, TimeUnit.SECONDS)));
        }

        for (int count = 0; count < 100; count++) {
            assertThat(await(pool.run(modest, () -> "made"))).isEqualTo("made");
        }

        assertThat(stuck).noneMatch(Future::isComplete);
        release.countDown();
        assertThat(await(Future.all(stuck)).succeeded()).isTrue();
    }

    @Test
    void prefersTheTenantThatHasUsedLess() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        TenantId blocking = new TenantId(UUID.randomUUID());
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch queued = new CountDownLatch(1);
        Future<Boolean> other = pool.run(blocking, () -> release.await(30, TimeUnit.SECONDS));
        List<Future<?>> all = new ArrayList<>();
        all.add(pool.run(greedy, () -> {
            clock.addAndGet(1_000);
            return queued.await(30, TimeUnit.SECONDS);
        }));

        all.add(pool.run(greedy, () -> order.add("greedy")));
        for (int count = 0; count < 3; count++) {
            all.add(pool.run(modest, () -> {
                clock.addAndGet(10);
                return order.add("modest");
            }));
        }
        queued.countDown();
        await(Future.all(all));
        release.countDown();

        assertThat(order).containsExactly("modest", "modest", "modest", "greedy");
        assertThat(await(other)).isTrue();
    }

    @Test
    void failsWhatComesAfterItsEnd() {
        pool.close();

        assertThatThrownBy(() -> await(pool.run(modest, () -> "late"))).isNotNull();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
