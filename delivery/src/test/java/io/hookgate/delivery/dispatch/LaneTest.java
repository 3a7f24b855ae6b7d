package io.hookgate.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.delivery.ledger.OpenDelivery;
import io.hookgate.model.DeliveryId;
import io.hookgate.model.EndpointId;
import io.hookgate.model.EventId;
import io.hookgate.model.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong time = new AtomicLong();
    private final Lane lane = new Lane(4, 1000, time::get, new Gate(state -> {}));

    @Test
    void runsAsManyAsItMayAndQueuesTheRest() {
        for (int i = 0; i < 4; i++) {
            assertThat(enter()).isTrue();
        }
        assertThat(enter()).isFalse();
        assertThat(lane.leave(id())).isNotNull();
        assertThat(lane.leave(id())).isNull();
        assertThat(enter()).isTrue();
    }

    @Test
    void refusesWhatAHangingEndpointCannotTake() {
        int taken = fill(true, false);

        assertThat(taken).isEqualTo(4 + 128);
        assertThat(lane.recovers()).isFalse();
    }

    @Test
    void leavesRoomForFirstAttempts() {
        assertThat(fill(false, false)).isEqualTo((4 + 128) / 2);
        assertThat(lane.room()).isZero();
        assertThat(fill(true, false)).isEqualTo((4 + 128) / 2);
    }

    @Test
    void leavesRoomForThoseThatWaitInTheLedger() {
        List<DeliveryId> taken = new ArrayList<>();
        for (DeliveryId id = id(); lane.reserve(id, true, false); id = id()) {
            taken.add(id);
        }
        taken.forEach(lane::cancelReservation);

        assertThat(fill(true, false)).isEqualTo((4 + 128) / 2);
        assertThat(lane.room()).isEqualTo((4 + 128) / 2);
        assertThat(fill(false, false)).isEqualTo((4 + 128) / 2);
        assertThat(lane.room()).isZero();
    }

    @Test
    void letsThoseFromTheBusFillItAgainWhenNobodyWaits() {
        fill(true, false);
        for (int i = 0; i < 4 + 128; i++) {
            lane.cancelReservation(id());
        }
        assertThat(lane.recovers()).isTrue();

        assertThat(fill(true, false)).isEqualTo(4 + 128);
    }

    @Test
    void takesLittleWhileMemoryIsShort() {
        assertThat(fill(true, true)).isEqualTo(1);
    }

    @Test
    void queuesMoreForAnEndpointThatTakesMore() {
        for (int i = 0; i < 90; i++) {
            enter();
            lane.leave(id());
        }
        time.addAndGet(2 * SECOND);

        assertThat(fill(true, false)).isEqualTo(4 + 8 * 45);
    }

    @Test
    void keepsWhatItHasWhenNothingMovesForASecond() {
        fillAfterTaking(4_000);

        time.addAndGet(SECOND);

        assertThat(lane.takeExcess()).isEmpty();
    }

    @Test
    void givesBackTheNewestWhenItsEndpointHasBecomeSlow() {
        List<DeliveryId> waiting = fillAfterTaking(4_000);

        List<OpenDelivery> givenBack = new ArrayList<>();
        for (int second = 0; second < 20; second++) {
            time.addAndGet(SECOND);
            givenBack.addAll(lane.takeExcess());
        }

        assertThat(givenBack).hasSize(1_000 - 2 * 128);
        assertThat(givenBack.get(0).id()).isEqualTo(waiting.get(waiting.size() - 1));
        assertThat(lane.takeExcess()).isEmpty();
    }

    @Test
    void givesBackAsMuchWhenItHasNotBeenLookedAtForAsLong() {
        fillAfterTaking(4_000);

        time.addAndGet(20 * SECOND);

        assertThat(lane.takeExcess()).hasSize(1_000 - 2 * 128);
    }

    /** Fills a lane whose endpoint has taken so many within a second; returns what waits, the oldest first. */
    private List<DeliveryId> fillAfterTaking(int taken) {
        for (int i = 0; i < taken; i++) {
            enter();
            lane.leave(id());
        }
        time.addAndGet(SECOND);
        List<DeliveryId> waiting = new ArrayList<>();
        for (OpenDelivery next = delivery(); lane.reserve(next.id(), true, false); next = delivery()) {
            if (!lane.enter(next)) {
                waiting.add(next.id());
            }
        }
        return waiting;
    }

    @Test
    void saysOnceThatThereIsRoomAgain() {
        int taken = fill(true, false);
        for (int i = 0; i < taken; i++) {
            lane.enter(delivery());
        }
        int announced = 0;
        for (int i = 0; i < taken; i++) {
            lane.leave(id());
            announced += lane.recovers() ? 1 : 0;
        }

        assertThat(announced).isEqualTo(1);
    }

    @Test
    void givesReservedRoomBack() {
        DeliveryId id = id();
        assertThat(lane.reserve(id, false, false)).isTrue();
        lane.cancelReservation(id);

        assertThat(fill(true, false)).isEqualTo(4 + 128);
    }

    private static DeliveryId id() {
        return new DeliveryId(UUID.randomUUID());
    }

    private int fill(boolean fresh, boolean scarce) {
        int taken = 0;
        while (lane.reserve(id(), fresh, scarce)) {
            taken++;
        }
        return taken;
    }

    private boolean enter() {
        assertThat(lane.reserve(id(), true, false)).isTrue();
        return lane.enter(delivery());
    }

    private static OpenDelivery delivery() {
        return new OpenDelivery(
                new TenantId(UUID.randomUUID()),
                new DeliveryId(UUID.randomUUID()),
                new EventId(UUID.randomUUID()),
                null,
                new EndpointId(UUID.randomUUID()),
                0,
                0,
                null,
                java.time.Instant.EPOCH,
                new byte[0]);
    }
}
