package io.hookgate.tenant.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.adapter.AdapterDescription;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What sources can be made of. */
@Path("/api/v1/adapters")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Adapters")
public class AdapterResource {
    private final Adapters adapters;
    private final ObjectMapper json;

    AdapterResource(Adapters adapters, ObjectMapper json) {
        this.adapters = adapters;
        this.json = json;
    }

    /** An adapter in the API. */
    @Schema(name = "Adapter")
    public record View(
            String id,
            String title,
            String summary,

            @Schema(type = SchemaType.OBJECT, description = "A JSON Schema (2020-12) of a source's settings")
            JsonNode settingsSchema,

            @Schema(type = SchemaType.OBJECT, description = "A JSON Schema (2020-12) of a source's secrets")
            JsonNode secretsSchema,

            @Schema(description = "Where the URL of a source goes at the provider, and what else to do there")
            String setupInstructions,

            List<String> links,
            String samplePayload,
            List<PresetView> presets) {}

    /** A preset in the API. */
    @Schema(name = "Preset")
    public record PresetView(
            String id,
            String title,
            String summary,

            @Schema(
                    description =
                            "Whether it was checked against a published test vector or the provider's own library")
            boolean verified,

            @Schema(description = "What it was checked against, or what it was written from")
            String evidence,

            @Schema(type = SchemaType.OBJECT) JsonNode settingsSchema,
            @Schema(type = SchemaType.OBJECT) JsonNode secretsSchema,
            String setupInstructions,
            List<String> links,
            String samplePayload) {}

    /** Lists the adapters. */
    @GET
    @Requires(Role.VIEWER)
    @Operation(summary = "The adapters and their presets, each with JSON Schemas of settings and secrets")
    public Page<View> list() {
        return new Page<>(adapters.descriptions().stream().map(this::view).toList(), null);
    }

    private View view(AdapterDescription adapter) {
        return new View(
                adapter.id(),
                adapter.title(),
                adapter.summary(),
                tree(adapter.settingsSchema()),
                tree(adapter.secretsSchema()),
                adapter.setupInstructions(),
                adapter.links(),
                adapter.samplePayload(),
                adapter.presets().stream().map(this::view).toList());
    }

    private PresetView view(AdapterDescription.PresetDescription preset) {
        return new PresetView(
                preset.id(),
                preset.title(),
                preset.summary(),
                preset.verified(),
                preset.evidence(),
                tree(preset.settingsSchema()),
                tree(preset.secretsSchema()),
                preset.setupInstructions(),
                preset.links(),
                preset.samplePayload());
    }

    private JsonNode tree(String schema) {
        try {
            return json.readTree(schema);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An adapter's schema is no JSON", e);
        }
    }
}
