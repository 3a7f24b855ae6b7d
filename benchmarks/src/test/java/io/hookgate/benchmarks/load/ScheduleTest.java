package io.hookgate.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final long START = -4_000_000_000L;

    @Test
    void spreadsEventsEvenly() {
        Schedule schedule = Schedule.over(Duration.ofSeconds(2), 4, START, 1_000);

        assertThat(schedule.count()).isEqualTo(8);
        assertThat(schedule.due(0)).isEqualTo(START);
        assertThat(schedule.due(7)).isEqualTo(START + 1_750_000_000L);
    }

    @Test
    void hasEverythingDueAfterAStallAtItsOwnTime() {
        Schedule schedule = Schedule.over(Duration.ofSeconds(10), 100, START, 10_000);

        long due = schedule.dueBy(START + Duration.ofSeconds(3).toNanos());

        assertThat(due).isEqualTo(301);
        assertThat(schedule.due(150)).isEqualTo(START + Duration.ofMillis(1_500).toNanos());
    }

    @Test
    void isBoundedInNumber() {
        Schedule schedule = Schedule.over(Duration.ofHours(1), 1_000_000, START, 500);

        assertThat(schedule.dueBy(Long.MAX_VALUE + START)).isEqualTo(500);
    }

    @Test
    void hasNothingDueBeforeItsStart() {
        assertThat(Schedule.over(Duration.ofSeconds(1), 10, START, 100).dueBy(START - 1))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 7, 333.3, 4_567.89, 100_000})
    void agreesWithItselfAtAnyRate(double perSecond) {
        Schedule schedule = Schedule.over(Duration.ofSeconds(60), perSecond, START, 5_000);

        for (long number = 0; number < schedule.count(); number++) {
            assertThat(schedule.dueBy(schedule.due(number))).isGreaterThanOrEqualTo(number + 1);
            assertThat(schedule.dueBy(schedule.due(number) - 1)).isLessThanOrEqualTo(number);
        }
    }
}
