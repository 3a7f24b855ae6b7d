package io.hookgate.gateway.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.model.SourceId;
import io.hookgate.model.TenantId;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RejectionBudgetTest {
    private static final Instant MINUTE = Instant.parse("2026-01-01T00:00:00Z");
    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final SourceId source = new SourceId(UUID.randomUUID());
    private final RejectionBudget budget = new RejectionBudget(3);

    @Test
    void recordsTheFirstRefusalsOfAMinuteOneByOne() {
        budget.advance(MINUTE);

        long recorded = IntStream.range(0, 10)
                .filter(request -> budget.takes(tenant, source))
                .count();

        assertThat(recorded).isEqualTo(3);
    }

    @Test
    void sumsUpTheRestWhenTheMinuteIsOver() {
        budget.advance(MINUTE);
        IntStream.range(0, 10).forEach(request -> budget.takes(tenant, source));

        assertThat(budget.advance(MINUTE.plusSeconds(59))).isEmpty();
        assertThat(budget.advance(MINUTE.plusSeconds(60)))
                .containsExactly(new RejectionBudget.Overflow(tenant, source, MINUTE, 7));
        assertThat(budget.advance(MINUTE.plusSeconds(120))).isEmpty();
    }

    @Test
    void countsEachSourceByItself() {
        budget.advance(MINUTE);
        IntStream.range(0, 10).forEach(request -> budget.takes(tenant, source));

        assertThat(budget.takes(tenant, new SourceId(UUID.randomUUID()))).isTrue();
    }
}
