package io.hookgate.tenant.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.tenant.http.DisplayName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A subscription as it is posted. */
@Schema(name = "NewSubscription")
public record NewSubscription(
        @DisplayName @Schema(required = true, minLength = 1, maxLength = 100, examples = "Orders to billing")
        String name,

        @NotNull @Schema(format = "uuid", description = "An endpoint of the same tenant")
        String endpointId,

        @NotNull
        @Schema(
                type = SchemaType.OBJECT,
                description = "Which events are wanted; {} for all",
                examples = "{\"type\": [{\"prefix\": \"order.\"}]}")
        JsonNode pattern,

        @Schema(type = SchemaType.OBJECT, description = "How an event is changed; the complete event by default")
        @Nullable
        JsonNode transform,

        @Schema(
                defaultValue = "false",
                description = "Whether deliveries with the same ordering key are sent strictly one after another")
        @Nullable
        Boolean ordered,

        @Pattern(regexp = "skip|park", message = "must be skip or park")
        @Schema(
                defaultValue = "skip",
                enumeration = {"skip", "park"},
                description =
                        "Of an ordered subscription: what becomes of the deliveries behind one that is dead. They go"
                                + " on, or they wait until it has been sent again or skipped by hand")
        @Nullable
        String onFailure,

        @Min(1)
        @Max(MAX_GIVE_UP_SECONDS)
        @Schema(
                description =
                        "Of an ordered subscription: how long one that goes on failing may hold up those behind it"
                                + " before it is given up; by default as long as the endpoint's retry policy goes on")
        @Nullable
        Integer giveUpAfterSeconds,

        @Schema(defaultValue = "true", description = "Whether new events are matched") @Nullable
        Boolean enabled) {
    static final int MAX_GIVE_UP_SECONDS = 30 * 24 * 3600;
}
