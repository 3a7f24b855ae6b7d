package io.hookgate.gateway.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hookgate.delivery.history.EventHistory;
import io.hookgate.delivery.history.EventSummary;
import io.hookgate.delivery.history.StoredEvent;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.TenantContext;
import io.hookgate.tenant.subscription.DryRunView;
import io.hookgate.tenant.subscription.NewDryRun;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tries patterns and transformations on the tenant's newest events, and knows what has been seen in them. */
@ApplicationScoped
class PatternDesk {
    private static final int TRIED = 20;
    private static final int MOST_FIELDS = 60;
    private static final int MOST_DEPTH = 5;
    private static final int LONGEST_SAMPLE = 200;

    private final Pages pages;
    private final EventHistory events;
    private final TenantContext context;
    private final ObjectMapper json;

    PatternDesk(Pages pages, EventHistory events, TenantContext context, ObjectMapper json) {
        this.pages = pages;
        this.events = events;
        this.context = context;
        this.json = json;
    }

    /**
     * What became of one event.
     *
     * @param reason why it does not match, or cannot be transformed
     * @param output what would be sent
     */
    record Tried(
            EventSummary event,
            boolean matched,
            @Nullable String reason,
            @Nullable String output) {}

    /** What became of the newest events; nothing was tried where something is wrong. */
    record Preview(List<Tried> tried, Faults faults) {
        /** Copies the list. */
        Preview {
            tried = List.copyOf(tried);
        }

        public long matches() {
            return tried.stream().filter(Tried::matched).count();
        }
    }

    /**
     * A field that has been seen in events, or a value of {@code type}.
     *
     * @param path its steps as a JSON array
     * @param value a value that it had, as JSON
     */
    record Seen(String label, String path, String value) {}

    /** The pattern as it was typed. */
    JsonNode pattern(Form form) {
        String text = form.text("pattern");
        return text.isEmpty() ? JsonNodeFactory.instance.objectNode() : JsonForm.typed(json, "/pattern", text);
    }

    /** The transformation as it was typed; null for the complete event. */
    @Nullable
    JsonNode transform(Form form) {
        String text = form.text("transform");
        return text.isEmpty() ? null : JsonForm.typed(json, "/transform", text);
    }

    /**
     * Checks both.
     *
     * @throws ApiProblem with every fault
     */
    void check(JsonNode pattern, @Nullable JsonNode transform) {
        new NewDryRun(pattern, transform, JsonNodeFactory.instance.objectNode(), null).onEvent(json);
    }

    /** Tries what was typed. */
    Uni<Preview> preview(Form form) {
        JsonNode pattern;
        JsonNode transform;
        try {
            pattern = pattern(form);
            transform = transform(form);
            check(pattern, transform);
        } catch (ApiProblem problem) {
            return Uni.createFrom().item(new Preview(List.of(), Faults.of(ProblemTexts.in(pages.language(), problem))));
        }
        return newest().map(newest -> new Preview(
                newest.stream().map(event -> attempt(pattern, transform, event)).toList(), Faults.NONE));
    }

    /** Tries a rule on one event. */
    Tried attempt(JsonNode pattern, @Nullable JsonNode transform, StoredEvent event) {
        DryRunView result = new NewDryRun(pattern, transform, tree(event.json()), null).onEvent(json);
        JsonNode output = result.output();
        return new Tried(
                event.summary(),
                result.matched(),
                result.reason(),
                output == null ? null : output.isTextual() ? output.asText() : output.toPrettyString());
    }

    /** The newest events; none for a subscriber, who sees only what is delivered to it. */
    private Uni<List<StoredEvent>> newest() {
        return context.application().isPresent()
                ? Uni.createFrom().item(List.of())
                : events.newest(context.tenantId(), TRIED);
    }

    /** The types and fields of the newest events, for completion. */
    Uni<List<Seen>> seen() {
        return newest().map(newest -> {
            Map<String, Seen> seen = new LinkedHashMap<>();
            newest.forEach(event -> addType(event.summary().type(), seen));
            newest.forEach(event -> addFields(tree(event.json()), new ArrayList<>(), seen));
            return seen.values().stream().limit(MOST_FIELDS).toList();
        });
    }

    private void addType(String type, Map<String, Seen> seen) {
        seen.computeIfAbsent(type, label -> new Seen(label, "[\"type\"]", text(label)));
    }

    private void addFields(JsonNode node, List<String> path, Map<String, Seen> seen) {
        if (path.size() > MOST_DEPTH || seen.size() > MOST_FIELDS) {
            return;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            List<String> inner = new ArrayList<>(path);
            inner.add(field.getKey());
            JsonNode value = field.getValue();
            if (value.isObject()) {
                addFields(value, inner, seen);
            } else if (value.isValueNode() && value.asText().length() <= LONGEST_SAMPLE) {
                seen.computeIfAbsent(String.join(".", inner), label -> new Seen(label, text(inner), text(value)));
            }
        }
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A text can be written as JSON", e);
        }
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The ledger holds an event that is not valid JSON", e);
        }
    }
}
