package io.hookgate.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JsonataBudgetTest {

    @Test
    void endsWhatUsesTheProcessorForTooLong() {
        JsonataBudget budget = new JsonataBudget();

        assertThatThrownBy(() -> {
                    while (true) {
                        work();
                        budget.step();
                    }
                })
                .isInstanceOf(JsonataLimitException.class)
                .hasMessageContaining("ms");
    }

    @Test
    void doesNotCountTheTimeThatAnEvaluationHasWaited() {
        JsonataBudget budget = new JsonataBudget();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(JsonataBudget.MAX_MILLISECONDS + 100);
        while (System.nanoTime() - until < 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }

        budget.step();
    }

    private static void work() {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1);
        long sum = 0;
        while (System.nanoTime() - until < 0) {
            sum++;
        }
        assertThat(sum).isPositive();
    }
}
