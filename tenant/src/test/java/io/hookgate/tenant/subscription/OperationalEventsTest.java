package io.hookgate.tenant.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.model.TenantId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationalEventsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":[\"hookgate.endpoint.disabled\"]}",
                "{\"type\":[\"order.created\",\"hookgate.delivery.dead\"]}",
                "{\"type\":[{\"prefix\":\"hookgate.\"}]}",
                "{\"type\":[{\"wildcard\":\"hookgate.*\"}],\"data\":{\"reason\":[\"gone\"]}}",
                "{\"$or\":[{\"source\":[\"a\"]},{\"type\":[{\"prefix\":\"hookgate.endpoint.\"}]}]}"
            })
    void areWantedByPatternsThatNameTheirTypes(String pattern) throws JsonProcessingException {
        assertThat(OperationalEvents.areWantedBy(json(pattern))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":[{\"prefix\":\"\"}]}",
                "{\"type\":[{\"anything-but\":\"order.created\"}]}",
                "{\"type\":[{\"exists\":true}]}",
                "{\"type\":[{\"suffix\":\"dead\"}]}",
                "{\"data\":{\"type\":[\"hookgate.delivery.dead\"]}}"
            })
    void areNotWantedByOthers(String pattern) throws JsonProcessingException {
        assertThat(OperationalEvents.areWantedBy(json(pattern))).isFalse();
    }

    @Test
    void areToldFromOthersByTheirSource() throws JsonProcessingException {
        TenantId tenantId = new TenantId(UUID.randomUUID());

        assertThat(OperationalEvents.contains(tenantId, json("{\"hookgatesource\":\"" + tenantId + "\"}")))
                .isTrue();
        assertThat(OperationalEvents.contains(tenantId, json("{\"hookgatesource\":\"" + UUID.randomUUID() + "\"}")))
                .isFalse();
        assertThat(OperationalEvents.contains(tenantId, json("{}"))).isFalse();
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
