package io.hookgate.benchmarks.event;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventMixTest {

    private static final List<EventKind> KINDS =
            List.of(EventKind.of("order.created", "c-1"), new EventKind("order.paid", "c-2", false));

    @Test
    void makesJsonOfTheSizeAskedFor() throws IOException {
        EventMix mix = new EventMix(KINDS, 1024);

        byte[] body = mix.body(new EventMark(1, 1, 42));

        assertThat(body).hasSize(1024);
        JsonNode event = new ObjectMapper().readTree(body);
        assertThat(event.path("type").asText()).isEqualTo("order.paid");
        assertThat(event.path("customer").asText()).isEqualTo("c-2");
        assertThat(EventMark.find(event.path("id").asText().getBytes(US_ASCII))).isEqualTo(new EventMark(1, 1, 42));
    }

    @Test
    void takesKindsInTurn() {
        EventMix mix = new EventMix(KINDS, 256);

        assertThat(List.of(mix.kind(0), mix.kind(1), mix.kind(2)))
                .containsExactly(KINDS.get(0), KINDS.get(1), KINDS.get(0));
    }

    @Test
    void leavesItsTemplatesAsTheyAre() {
        EventMix mix = new EventMix(KINDS, 256);
        byte[] first = mix.body(new EventMark(1, 0, 1));

        byte[] second = mix.body(new EventMark(1, 2, 2));

        assertThat(EventMark.find(first)).isEqualTo(new EventMark(1, 0, 1));
        assertThat(EventMark.find(second)).isEqualTo(new EventMark(1, 2, 2));
    }

    @Test
    void refusesASizeThatHoldsNoEvent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventMix(KINDS, 50))
                .withMessageContaining("order.created");
    }
}
