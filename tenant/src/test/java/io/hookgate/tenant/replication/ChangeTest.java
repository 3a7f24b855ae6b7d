package io.hookgate.tenant.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.model.TenantId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeTest {
    private static final String TENANT = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final String ROW = "01890a5d-ac96-774b-bcce-b302099a8058";

    @Test
    void readsTheChangeOfARow() {
        assertThat(Change.parse("source " + TENANT + " " + ROW))
                .contains(new Change("source", TenantId.parse(TENANT), UUID.fromString(ROW)));
    }

    @Test
    void readsTheChangeOfManyRows() {
        assertThat(Change.parse("source " + TENANT + " *"))
                .contains(new Change("source", TenantId.parse(TENANT), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "source", "source x y", "source " + TENANT, "source " + TENANT + " " + ROW + " more"})
    void readsNothingElse(String payload) {
        assertThat(Change.parse(payload)).isEmpty();
    }
}
