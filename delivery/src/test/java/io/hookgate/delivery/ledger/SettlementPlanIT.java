package io.hookgate.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.delivery.TestDatabase;
import io.hookgate.delivery.TestNode;
import io.vertx.core.Vertx;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * How what became of deliveries finds their rows: its plans are made once and kept, perhaps at a moment when the table is
 * empty, and must still be good when thousands of rows are there.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SettlementPlanIT {
    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.create(vertx);

    SettlementPlanIT() {
        database.query(
                "INSERT INTO open_delivery (tenant_id, id, event_id, subscription_id, endpoint_id, state, due_at)"
                        + " SELECT md5('t')::uuid, gen_random_uuid(), gen_random_uuid(), md5('s')::uuid, md5('e')::uuid, 2,"
                        + " now() FROM generate_series(1, 5000)");
        database.query("DELETE FROM open_delivery");
        database.query("VACUUM ANALYZE open_delivery");
    }

    @AfterAll
    void close() {
        TestNode.await(vertx.close());
    }

    @Test
    void endsByTheIndexEvenWhenNothingIsOpen() {
        assertThat(plan(DeliveryQueue.END)).contains("open_delivery_pkey").doesNotContain("Seq Scan on open_delivery");
        assertThat(plan(DeliveryQueue.END_ORDERED))
                .contains("open_delivery_pkey")
                .doesNotContain("Seq Scan on open_delivery");
    }

    @Test
    void postponesAndReleasesByTheIndexEvenWhenNothingIsOpen() {
        assertThat(plan(DeliveryQueue.POSTPONE))
                .contains("open_delivery_pkey")
                .doesNotContain("Seq Scan on open_delivery");
        assertThat(plan(DeliveryQueue.RELEASE))
                .contains("open_delivery_pkey")
                .doesNotContain("Seq Scan on open_delivery");
    }

    private String plan(String statement) {
        return database.query("EXPLAIN (GENERIC_PLAN) " + statement).stream()
                .map(row -> row.getString(0))
                .collect(Collectors.joining("\n"));
    }
}
