package io.hookgate.gateway.requests;

import static io.hookgate.gateway.requests.RequestOutcome.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.gateway.requests.RecordBudget.Origin;
import io.hookgate.model.SourceId;
import io.hookgate.model.TenantId;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordBudgetTest {
    private static final Instant MINUTE = Instant.parse("2026-01-01T00:00:00Z");
    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final Origin rejected = new Origin(tenant, new SourceId(UUID.randomUUID()), REJECTED);
    private final RecordBudget budget = new RecordBudget(3);

    @Test
    void recordsTheFirstRequestsOfAMinuteOneByOne() {
        budget.advance(MINUTE);

        long recorded =
                IntStream.range(0, 10).filter(request -> budget.takes(rejected)).count();

        assertThat(recorded).isEqualTo(3);
    }

    @Test
    void sumsUpTheRestWhenTheMinuteIsOver() {
        budget.advance(MINUTE);
        IntStream.range(0, 10).forEach(request -> budget.takes(rejected));

        assertThat(budget.advance(MINUTE.plusSeconds(59))).isEmpty();
        assertThat(budget.advance(MINUTE.plusSeconds(60)))
                .containsExactly(new RecordBudget.Overflow(rejected, MINUTE, 7));
        assertThat(budget.advance(MINUTE.plusSeconds(120))).isEmpty();
    }

    @Test
    void countsEachSourceAndOutcomeByItself() {
        budget.advance(MINUTE);
        IntStream.range(0, 10).forEach(request -> budget.takes(rejected));

        assertThat(budget.takes(new Origin(tenant, new SourceId(UUID.randomUUID()), REJECTED)))
                .isTrue();
        assertThat(budget.takes(new Origin(tenant, rejected.sourceId(), RequestOutcome.CHALLENGE)))
                .isTrue();
    }
}
