package io.hookgate.benchmarks.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final Tally tally =
            new Tally(3, new EventMix(List.of(EventKind.of("taken", "c"), new EventKind("hanging", "c", false)), 256));

    @Test
    void findsTheLostEventEvenWhenAnotherArrivesTwice() {
        EventMark lost = tally.next(0);
        tally.next(0);
        EventMark twice = tally.next(0);
        tally.accept(lost);
        tally.accept(twice);

        tally.arrive(twice, "delivery-1", 0);
        tally.arrive(twice, "delivery-1", 0);

        assertThat(tally.missing()).isEqualTo(1);
        assertThat(tally.arrived()).isEqualTo(1);
        assertThat(tally.repeats()).isEqualTo(1);
        assertThat(tally.conflicts()).isZero();
    }

    @Test
    void tellsARepeatFromADeliveryThatNobodyCouldRecognise() {
        EventMark mark = tally.next(0);

        tally.arrive(mark, "delivery-1", 0);
        tally.arrive(mark, "delivery-2", 0);

        assertThat(tally.repeats()).isZero();
        assertThat(tally.conflicts()).isEqualTo(1);
    }

    @Test
    void expectsOnlyWhatWasAcceptedAndHasAReceiver() {
        EventMark taken = tally.next(0);
        EventMark hanging = tally.next(0);
        tally.next(0);

        tally.accept(taken);
        tally.accept(taken);
        tally.accept(hanging);

        assertThat(tally.accepted()).isEqualTo(2);
        assertThat(tally.expected()).isEqualTo(1);
        assertThat(tally.missing()).isEqualTo(1);
    }

    @Test
    void measuresFromTheTimeWhenTheEventWasDue() {
        EventMark mark = tally.next(TimeUnit.MILLISECONDS.toNanos(100));

        tally.arrive(mark, "delivery-1", TimeUnit.MILLISECONDS.toNanos(350));

        assertThat(tally.deliveryLatencies().summary().max()).isBetween(249.0, 251.0);
    }

    @Test
    void countsBeyondOneChunk() {
        for (int number = 0; number < 40_000; number++) {
            EventMark mark = tally.next(0);
            tally.accept(mark);
            if (number % 4 == 0) {
                tally.arrive(mark, "delivery-" + number, 0);
            }
        }

        assertThat(tally.expected()).isEqualTo(20_000);
        assertThat(tally.missing()).isEqualTo(10_000);
    }
}
