package io.hookgate.tenant.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.model.EventId;
import io.hookgate.model.EventJson;
import io.hookgate.routing.DryRun;
import io.hookgate.routing.DryRun.Matched;
import io.hookgate.routing.DryRun.Unmatched;
import io.hookgate.routing.Mismatch;
import io.hookgate.routing.TransformationResult;
import io.hookgate.routing.TransformationResult.Failed;
import io.hookgate.routing.TransformationResult.Output;
import io.hookgate.tenant.subscription.PastDryRunView.Mismatched;
import io.hookgate.tenant.subscription.PastDryRunView.Sample;
import io.hookgate.tenant.subscription.PastEvents.PastEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One dry run over stored events, bounded in events, bytes and time. Used by one thread at a time. */
final class PastDryRun {
    static final int MOST_EVENTS = 10_000;
    static final long MOST_BYTES = 64 << 20;
    static final long MOST_NANOS = 3_000_000_000L;
    static final int MOST_SAMPLES = 10;
    static final int MOST_MISMATCHES = 10;
    static final int MOST_OUTPUT_BYTES = 16 << 10;

    private final DryRun dryRun;
    private final ObjectMapper json;
    private final LongSupplier nanoTime;
    private final long begun;
    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, Mismatched> mismatches = new LinkedHashMap<>();
    private int scanned;
    private int matched;
    private int failed;
    private long bytes;
    private boolean exhausted;
    private @Nullable PastEvent last;

    PastDryRun(DryRun dryRun, ObjectMapper json, LongSupplier nanoTime) {
        this.dryRun = dryRun;
        this.json = json;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /** The event that was looked at last; null before the first. */
    @Nullable
    EventId last() {
        return last == null ? null : last.id();
    }

    /** Looks at the next events. Returns false when there is to be no more: there were none, or a limit is reached. */
    boolean scan(List<PastEvent> events) {
        for (PastEvent event : events) {
            if (isLimitReached()) {
                exhausted = true;
                return false;
            }
            scan(event);
        }
        return !events.isEmpty();
    }

    private boolean isLimitReached() {
        return scanned >= MOST_EVENTS || bytes >= MOST_BYTES || nanoTime.getAsLong() - begun >= MOST_NANOS;
    }

    private void scan(PastEvent event) {
        scanned++;
        bytes += event.json().length;
        last = event;
        JsonNode tree = tree(event);
        DryRun.Outcome outcome = dryRun.on(tree);
        if (outcome instanceof Unmatched unmatched) {
            count(event, unmatched.reason());
        } else {
            count(event, tree, ((Matched) outcome).result());
        }
    }

    private void count(PastEvent event, Mismatch mismatch) {
        Mismatched known = mismatches.get(mismatch.pointer());
        mismatches.put(
                mismatch.pointer(),
                known == null
                        ? new Mismatched(
                                mismatch.pointer(),
                                1,
                                mismatch.describe(),
                                event.id().value())
                        : new Mismatched(known.pointer(), known.count() + 1, known.reason(), known.eventId()));
    }

    private void count(PastEvent event, JsonNode tree, TransformationResult result) {
        matched++;
        failed += result instanceof Failed ? 1 : 0;
        if (samples.size() < MOST_SAMPLES) {
            samples.add(sample(event, tree, result));
        }
    }

    private Sample sample(PastEvent event, JsonNode tree, TransformationResult result) {
        UUID id = event.id().value();
        String type = tree.path("type").textValue();
        String source = tree.path("source").textValue();
        if (result instanceof Failed refused) {
            return new Sample(id, type, source, event.receivedAt(), refused.reason(), null, null, null);
        }
        Output output = (Output) result;
        int length = output.body().length;
        JsonNode shown = length <= MOST_OUTPUT_BYTES ? DryRunView.output(output, json) : null;
        return new Sample(id, type, source, event.receivedAt(), null, shown, length, output.contentType());
    }

    PastDryRunView view() {
        Instant oldest = last == null ? null : last.receivedAt();
        List<Mismatched> frequent = mismatches.values().stream()
                .sorted(Comparator.comparingInt(Mismatched::count).reversed())
                .limit(MOST_MISMATCHES)
                .toList();
        return new PastDryRunView(scanned, matched, failed, !exhausted, oldest, List.copyOf(samples), frequent);
    }

    private static JsonNode tree(PastEvent event) {
        try {
            return EventJson.envelopeMapper().readTree(event.json());
        } catch (IOException e) {
            throw new UncheckedIOException("A stored event is not valid JSON", e);
        }
    }
}
