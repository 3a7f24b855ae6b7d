package io.hookgate.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.delivery.TestDatabase;
import io.hookgate.delivery.TestNode;
import io.hookgate.delivery.World;
import io.hookgate.model.EventCodec;
import io.hookgate.model.EventId;
import io.hookgate.model.InvalidEventException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The partitions of the ledger over the days. */
class LedgerUpkeepIT {
    private static final Duration DAY = Duration.ofDays(1);

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.create(vertx);
    private final World world = new World();
    private final LedgerFixture ledger =
            new LedgerFixture(database.pool(), Map.of("hookgate.delivery.ledger.retention", "3d"));

    @AfterEach
    void close() {
        TestNode.await(vertx.close());
    }

    @Test
    void makesThePartitionsOfTheDaysToComeOnce() {
        Instant later = Instant.now().plus(Duration.ofDays(40));

        TestNode.await(Future.all(
                List.of(upkeep(later).run(), upkeep(later).run(), upkeep(later).run())));

        for (int ahead = -1; ahead <= 7; ahead++) {
            String day = DateTimeFormatter.BASIC_ISO_DATE.format(
                    LocalDate.ofInstant(later, ZoneOffset.UTC).plusDays(ahead));
            for (String table : List.of("event", "ended_delivery", "attempt")) {
                assertThat(database.number("SELECT count(*) FROM pg_class WHERE relname = '" + table + "_" + day + "'"))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void dropsWhatIsPastRetention() {
        Instant now = Instant.now();
        append(eventAt(now.minus(DAY)), eventAt(now));

        TestNode.await(upkeep(now.plus(DAY)).run());
        assertThat(database.number("SELECT count(*) FROM event")).isEqualTo(2);

        TestNode.await(upkeep(now.plus(DAY.multipliedBy(3))).run());
        assertThat(database.number("SELECT count(*) FROM event")).isEqualTo(1);
    }

    @Test
    void takesInWhatLiesOutsideOfEveryPartitionAndSortsItLater() {
        Instant future = Instant.now().plus(Duration.ofDays(20));
        append(eventAt(future));
        assertThat(database.number("SELECT count(*) FROM event_default")).isEqualTo(1);

        TestNode.await(upkeep(future).run());

        assertThat(database.number("SELECT count(*) FROM event_default")).isZero();
        assertThat(database.number("SELECT count(*) FROM event")).isEqualTo(1);
    }

    @Test
    void forgetsTheHealthOfEndpointsThatAreNoLongerUsed() {
        database.query("INSERT INTO endpoint_health (tenant_id, endpoint_id, last_success_at, last_failure_at)"
                + " SELECT gen_random_uuid(), gen_random_uuid(), now() - success, now() - failure FROM (VALUES"
                + " (interval '2 days', interval '9 days'), ('9 days', '2 days'), ('9 days', '4 days'), ('4 days', NULL))"
                + " AS ages (success, failure)");

        TestNode.await(upkeep(Instant.now()).run());

        assertThat(database.number("SELECT count(*) FROM endpoint_health")).isEqualTo(2);
    }

    @Test
    void forgetsKeysWhenTheWindowIsOver() {
        Instant now = Instant.now();
        append(eventAt(now.minus(Duration.ofHours(25))), eventAt(now));

        TestNode.await(upkeep(now).run());

        assertThat(database.number("SELECT count(*) FROM event_key")).isEqualTo(1);
    }

    @Test
    void takesAnEventAgainWhenTheWindowIsOver() {
        Instant now = Instant.now();
        append(event("same", now.minus(Duration.ofHours(25))));

        EventLedger.Appended within = append(event("same", now.minus(Duration.ofHours(2))));
        EventLedger.Appended again = append(event("same", now));

        assertThat(within.stored()).isEmpty();
        assertThat(within.duplicates()).isEqualTo(1);
        assertThat(again.stored()).hasSize(1);
        assertThat(database.number("SELECT count(*) FROM event")).isEqualTo(2);
    }

    @Test
    void findsAnEventInItsPartitionAlone() {
        append(eventAt(Instant.now()));

        String plan = database.query(
                        "EXPLAIN SELECT payload FROM event WHERE tenant_id = '" + world.tenantId() + "' AND id = '"
                                + database.query("SELECT id FROM event").get(0).getUUID(0) + "'")
                .toString();
        long partitions = database
                .query("EXPLAIN SELECT payload FROM event WHERE tenant_id = '" + world.tenantId() + "' AND id = '"
                        + database.query("SELECT id FROM event").get(0).getUUID(0) + "'")
                .stream()
                .filter(row -> row.getString(0).contains(" on event_"))
                .count();
        assertThat(partitions).as(plan).isEqualTo(1);
    }

    private LedgerUpkeep upkeep(Instant now) {
        return ledger.upkeep(vertx, Clock.fixed(now, ZoneOffset.UTC));
    }

    private EventLedger.Appended append(RoutedEvent... events) {
        return TestNode.await(ledger.events().append(List.of(events)));
    }

    private RoutedEvent eventAt(Instant time) {
        return event(UUID.randomUUID().toString(), time);
    }

    private RoutedEvent event(String cloudEventId, Instant time) {
        UUID bound = TimeBound.at(time);
        UUID random = UUID.randomUUID();
        EventId id = new EventId(new UUID(
                bound.getMostSignificantBits() | 0x7000 | (random.getMostSignificantBits() & 0xFFF),
                random.getLeastSignificantBits()));
        try {
            return new RoutedEvent(EventCodec.open(world.event("t", cloudEventId, "k", id)), List.of());
        } catch (InvalidEventException e) {
            throw new IllegalStateException(e);
        }
    }
}
