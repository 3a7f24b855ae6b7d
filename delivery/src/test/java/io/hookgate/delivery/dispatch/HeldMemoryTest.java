package io.hookgate.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HeldMemoryTest {
    private final HeldMemory memory = new HeldMemory(1_000);
    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final EndpointId endpoint = endpoint();

    @Test
    void keepsAnEndpointToAQuarter() {
        assertThat(memory.reserve(tenant, endpoint, 200, true)).isTrue();

        assertThat(memory.reserve(tenant, endpoint, 51, true)).isFalse();
        assertThat(memory.reserve(tenant, endpoint, 50, true)).isTrue();
        assertThat(memory.reserve(tenant, endpoint(), 50, true)).isTrue();
    }

    @Test
    void keepsAQuarterForFirstAttempts() {
        for (int i = 0; i < 3; i++) {
            assertThat(memory.reserve(tenant, endpoint(), 250, false)).isTrue();
        }

        assertThat(memory.isFull()).isTrue();
        assertThat(memory.reserve(tenant, endpoint, 1, false)).isFalse();
        assertThat(memory.reserve(tenant, endpoint, 250, true)).isTrue();
        assertThat(memory.reserve(tenant, endpoint(), 1, true)).isFalse();
    }

    @Test
    void givesEachTenantItsShareWhenItGetsScarce() {
        TenantId greedy = new TenantId(UUID.randomUUID());
        memory.add(greedy, endpoint(), 500);
        assertThat(memory.isScarce()).isFalse();
        assertThat(memory.reserve(tenant, endpoint, 100, true)).isTrue();

        assertThat(memory.isScarce()).isTrue();
        assertThat(memory.reserve(greedy, endpoint(), 1, true)).isFalse();
        assertThat(memory.reserve(tenant, endpoint, 100, true)).isTrue();
    }

    @Test
    void alwaysTakesOneLargeEvent() {
        assertThat(memory.reserve(tenant, endpoint, 900, true)).isTrue();
    }

    @Test
    void forgetsWhatIsGivenBack() {
        memory.add(tenant, endpoint, 600);
        memory.release(tenant, endpoint, 600);

        assertThat(memory.isScarce()).isFalse();
        assertThat(memory.reserve(tenant, endpoint, 250, true)).isTrue();
    }

    private static EndpointId endpoint() {
        return new EndpointId(UUID.randomUUID());
    }
}
