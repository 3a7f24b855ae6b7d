package io.hookgate.tenant.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.tenant.http.DisplayName;
import io.hookgate.tenant.http.RateLimitJson;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A source as it is posted. */
@Schema(name = "NewSource")
public record NewSource(
        @DisplayName @Schema(required = true, minLength = 1, maxLength = 100, examples = "GitHub")
        String name,

        @NotNull @Schema(description = "The identifier of an adapter; cannot be changed", examples = "generic-webhook")
        String adapter,

        @Schema(description = "The identifier of one of the adapter's presets") @Nullable
        String preset,

        @Schema(type = SchemaType.OBJECT, description = "By the schema that GET /api/v1/adapters gives") @Nullable
        Map<String, Object> settings,

        @Schema(
                type = SchemaType.OBJECT,
                writeOnly = true,
                description = "Texts, by the schema that GET /api/v1/adapters gives; never shown again")
        @Nullable
        Map<String, String> secrets,

        @Schema(defaultValue = "true", description = "Whether requests are taken") @Nullable
        Boolean enabled,

        @Schema(type = SchemaType.OBJECT, description = RateLimitJson.DESCRIPTION) @Nullable
        JsonNode rateLimit) {

    @Override
    public String toString() {
        return "NewSource[" + name + "]";
    }
}
