package io.hookgate.tenant.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.model.EventId;
import io.hookgate.model.EventJson;
import io.hookgate.routing.DryRun;
import io.hookgate.tenant.subscription.PastDryRunView.Mismatched;
import io.hookgate.tenant.subscription.PastEvents.PastEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PastDryRunTest {
    private static final ObjectMapper JSON = EventJson.dataMapper();

    @Test
    void countsWhatMatchesAndWhyTheRestDoesNot() throws Exception {
        PastDryRun run = run(
                "{\"type\":[\"paid\"],\"data\":{\"n\":[{\"numeric\":[\">\",1]}]}}",
                "{\"type\":\"partial\",\"path\":\"$.data.name\",\"missing\":\"fail\"}",
                () -> 0);
        PastEvent matching = event("{\"type\":\"paid\",\"source\":\"shop\",\"data\":{\"n\":5,\"name\":\"Ann\"}}");
        PastEvent failing = event("{\"type\":\"paid\",\"data\":{\"n\":5}}");
        PastEvent small = event("{\"type\":\"paid\",\"data\":{\"n\":0}}");

        assertThat(run.scan(List.of(matching, failing, small))).isTrue();
        assertThat(run.scan(List.of(event("{\"type\":\"paid\"}"), event("{\"type\":\"made\"}"))))
                .isTrue();
        assertThat(run.scan(List.of())).isFalse();

        PastDryRunView view = run.view();
        assertThat(view.scanned()).isEqualTo(5);
        assertThat(view.matched()).isEqualTo(2);
        assertThat(view.failed()).isEqualTo(1);
        assertThat(view.complete()).isTrue();
        assertThat(view.samples()).hasSize(2);
        assertThat(view.samples().get(0).eventId()).isEqualTo(matching.id().value());
        assertThat(view.samples().get(0).output().textValue()).isEqualTo("Ann");
        assertThat(view.samples().get(0).outputBytes()).isEqualTo(3);
        assertThat(view.samples().get(1).output()).isNull();
        assertThat(view.samples().get(1).reason()).contains("nothing at");
        assertThat(view.mismatches())
                .containsExactly(
                        new Mismatched(
                                "/data/n",
                                2,
                                "/data/n expects [{\"numeric\":[\">\",1]}], but the event has 0",
                                small.id().value()),
                        new Mismatched(
                                "/type",
                                1,
                                "/type expects [\"paid\"], but the event has \"made\"",
                                view.mismatches().get(1).eventId()));
    }

    @Test
    void endsAfterSoManyEvents() throws Exception {
        PastDryRun run = run("{}", null, () -> 0);
        List<PastEvent> events = IntStream.range(0, 500)
                .mapToObj(number -> event("{\"n\":" + number + "}"))
                .toList();

        int batches = 0;
        while (run.scan(events)) {
            batches++;
        }

        assertThat(batches).isEqualTo(PastDryRun.MOST_EVENTS / 500);
        assertThat(run.view().scanned()).isEqualTo(PastDryRun.MOST_EVENTS);
        assertThat(run.view().samples()).hasSize(PastDryRun.MOST_SAMPLES);
        assertThat(run.view().complete()).isFalse();
    }

    @Test
    void endsAfterSomeTimeAndSoManyBytes() throws Exception {
        AtomicLong clock = new AtomicLong();
        PastDryRun slow = run("{}", null, () -> clock.getAndAdd(PastDryRun.MOST_NANOS / 3));
        PastDryRun large = run("{}", null, () -> 0);
        PastEvent vast = event("{\"data\":\"" + "x".repeat(16 << 20) + "\"}");

        assertThat(slow.scan(List.of(event("{}"), event("{}"), event("{}"), event("{}"))))
                .isFalse();
        assertThat(large.scan(List.of(vast, vast, vast, vast, vast))).isFalse();

        assertThat(slow.view().scanned()).isEqualTo(2);
        assertThat(large.view().scanned()).isEqualTo(4);
        assertThat(large.view().samples())
                .allSatisfy(sample -> assertThat(sample.output()).isNull());
    }

    private static PastDryRun run(String pattern, String transform, LongSupplier nanoTime) throws Exception {
        return new PastDryRun(
                DryRun.of(JSON.readTree(pattern), transform == null ? null : JSON.readTree(transform)), JSON, nanoTime);
    }

    private static PastEvent event(String json) {
        return new PastEvent(
                new EventId(UUID.randomUUID()),
                Instant.parse("2026-11-24T10:00:00Z"),
                json.getBytes(StandardCharsets.UTF_8));
    }
}
