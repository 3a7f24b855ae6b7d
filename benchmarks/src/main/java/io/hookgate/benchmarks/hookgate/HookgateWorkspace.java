package io.hookgate.benchmarks.hookgate;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.benchmarks.load.HmacSignature;
import io.hookgate.benchmarks.load.Target;
import io.hookgate.benchmarks.product.EndpointSpec;
import io.hookgate.benchmarks.product.Filter;
import io.hookgate.benchmarks.product.ProductException;
import io.hookgate.benchmarks.product.Workspace;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** A tenant of Hookgate. */
final class HookgateWorkspace implements Workspace {

    private static final int MOST_BY_API = 100;
    private static final String SIGNATURE_HEADER = "X-Signature";
    private static final String SIGNATURE_PREFIX = "sha256=";
    private static final JsonNode SETTINGS = ManagementApi.json("""
            {
              "verification": {
                "type": "hmac",
                "algorithm": "sha256",
                "header": "X-Signature",
                "encoding": "hex",
                "prefix": "sha256="
              },
              "mapping": {
                "id": "$.id",
                "type": "$.type",
                "orderingKey": "$.id"
              }
            }
            """);

    private final URI base;
    private final ManagementApi api;
    private final Optional<Ledger> ledger;
    private final String slug;
    private final UUID tenant;

    private HookgateWorkspace(URI base, ManagementApi api, Optional<Ledger> ledger, String slug, UUID tenant) {
        this.base = base;
        this.api = api;
        this.ledger = ledger;
        this.slug = slug;
        this.tenant = tenant;
    }

    /** Creates the tenant. */
    static HookgateWorkspace create(URI base, ManagementApi api, Optional<Ledger> ledger, String name) {
        String slug = name + "-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        JsonNode created = api.create("/tenants", Map.of("slug", slug, "name", name));
        return new HookgateWorkspace(
                base, api, ledger, slug, UUID.fromString(created.path("id").asText()));
    }

    @Override
    public String registerEndpoint(EndpointSpec endpoint) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", endpoint.name());
        body.put("url", endpoint.url().toString());
        body.put("timeout", endpoint.timeout().toSeconds());
        body.put(
                "retryPolicy",
                Map.of(
                        "schedule",
                        endpoint.retries().stream().map(Duration::toSeconds).toList()));
        return create("/endpoints", body).path("id").asText();
    }

    @Override
    public Target registerSource(String name) {
        String secret = UUID.randomUUID().toString();
        JsonNode source = create(
                "/sources",
                Map.of(
                        "name",
                        name,
                        "adapter",
                        "generic-webhook",
                        "settings",
                        SETTINGS,
                        "secrets",
                        Map.of("secret", secret)));
        URI publicUrl = URI.create(source.path("url").asText());
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        return new Target(
                base.resolve(publicUrl.getRawPath()),
                Map.of(),
                () -> new HmacSignature(SIGNATURE_HEADER, SIGNATURE_PREFIX, key));
    }

    @Override
    public URI registerSource(String name, Map<String, Object> definition) {
        return URI.create(create("/sources", definition).path("url").asText());
    }

    @Override
    public void subscribe(String endpoint, List<Filter> filters) {
        if (filters.size() <= MOST_BY_API) {
            filters.forEach(filter -> create(
                    "/subscriptions",
                    Map.of("name", "to " + endpoint, "endpointId", endpoint, "pattern", pattern(filter))));
            return;
        }
        // One statement instead of a hundred thousand requests; it announces the change to the gateway as they would.
        ledger().addSubscriptions(
                        tenant,
                        UUID.fromString(endpoint),
                        filters.stream()
                                .map(filter -> ManagementApi.json(pattern(filter)))
                                .toList());
    }

    @Override
    public OptionalLong recordedSince(Instant since) {
        return ledger.map(open -> OptionalLong.of(open.delivered(tenant, since)))
                .orElse(OptionalLong.empty());
    }

    @Override
    public void addWaitingRetries(String endpoint, long count) {
        ledger().addWaitingRetries(tenant, UUID.fromString(endpoint), count);
    }

    @Override
    public long fullScans() {
        return ledger().fullScans();
    }

    @Override
    public void addHistory(String endpoint, long events) {
        ledger().addHistory(tenant, UUID.fromString(endpoint), events);
    }

    @Override
    public List<HttpRequest> views() {
        return new Views(api, slug).all();
    }

    private JsonNode create(String path, Object body) {
        return api.create("/tenants/" + slug + path, body);
    }

    private Ledger ledger() {
        return ledger.orElseThrow(() -> new ProductException("The ledger's database is not on this machine"));
    }

    private static Map<String, Object> pattern(Filter filter) {
        Map<String, Object> pattern = new LinkedHashMap<>();
        pattern.put("type", List.of(filter.type()));
        if (!filter.data().isEmpty()) {
            pattern.put("data", filter.data());
        }
        return pattern;
    }
}
