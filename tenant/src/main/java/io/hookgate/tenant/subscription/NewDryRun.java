package io.hookgate.tenant.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.routing.DryRun;
import io.hookgate.routing.InvalidPatternException;
import io.hookgate.routing.InvalidTransformationException;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.ApiProblem.Fault;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A pattern and a transformation, and what to try them on: one event, or those of the last hours. */
@Schema(name = "DryRun")
public record NewDryRun(
        @NotNull @Schema(type = SchemaType.OBJECT) JsonNode pattern,
        @Schema(type = SchemaType.OBJECT) @Nullable JsonNode transform,

        @Schema(type = SchemaType.OBJECT, description = "A CloudEvent in the JSON format") @Nullable
        JsonNode event,

        @Schema(description = "In place of an event: try the stored events of so many hours", minimum = "1") @Nullable
        Integer lastHours) {
    /** A year; how long events are kept is another matter. */
    private static final int MOST_HOURS = 8_760;

    /**
     * Tries both on the one event.
     *
     * @throws ApiProblem with everything that is not acceptable
     */
    public DryRunView onEvent(ObjectMapper json) {
        return DryRunView.of(compiled().on(Objects.requireNonNull(event)), json);
    }

    /**
     * Compiles pattern and transformation.
     *
     * @throws ApiProblem with everything that is not acceptable
     */
    DryRun compiled() {
        List<Fault> faults = new ArrayList<>();
        Rule.check(pattern, transform, faults);
        if ((event == null) == (lastHours == null)) {
            faults.add(new Fault("", "either \"event\" or \"lastHours\" is needed"));
        }
        if (event != null && !event.isObject()) {
            faults.add(new Fault("/event", "must be a CloudEvent in the JSON format"));
        }
        if (lastHours != null && (lastHours < 1 || lastHours > MOST_HOURS)) {
            faults.add(new Fault("/lastHours", "must be from 1 to " + MOST_HOURS));
        }
        if (!faults.isEmpty()) {
            throw ApiProblem.invalid(faults);
        }
        try {
            return DryRun.of(pattern, transform);
        } catch (InvalidPatternException | InvalidTransformationException e) {
            throw new IllegalStateException("What has been checked is refused", e);
        }
    }
}
