package io.hookgate.tenant.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.tenant.http.DisplayName;
import jakarta.validation.constraints.NotNull;
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

        @Schema(defaultValue = "true", description = "Whether new events are matched") @Nullable
        Boolean enabled) {}
