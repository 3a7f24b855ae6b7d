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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A pattern, a transformation and an event to try them on. */
@Schema(name = "DryRun")
public record NewDryRun(
        @NotNull @Schema(type = SchemaType.OBJECT) JsonNode pattern,
        @Schema(type = SchemaType.OBJECT) @Nullable JsonNode transform,

        @NotNull @Schema(type = SchemaType.OBJECT, description = "A CloudEvent in the JSON format")
        JsonNode event) {

    /**
     * Tries them.
     *
     * @throws ApiProblem if one of them is not acceptable
     */
    DryRunView run(ObjectMapper json) {
        List<Fault> faults = new ArrayList<>();
        Rule.check(pattern, transform, faults);
        if (!event.isObject()) {
            faults.add(new Fault("/event", "must be a CloudEvent in the JSON format"));
        }
        if (!faults.isEmpty()) {
            throw ApiProblem.invalid(faults);
        }
        try {
            return DryRunView.of(DryRun.run(pattern, transform, event), json);
        } catch (InvalidPatternException | InvalidTransformationException e) {
            throw new IllegalStateException("What has been checked is refused", e);
        }
    }
}
