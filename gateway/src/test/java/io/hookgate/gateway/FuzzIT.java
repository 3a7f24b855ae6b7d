package io.hookgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.adapter.HostilePayloads;
import io.hookgate.adapter.HostileRequests;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.RawExchange;
import io.hookgate.adapter.generic.ProviderTraffic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are almost those of a provider, to a source of each kind; {@code benchmarks/run fuzz} does it for long. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class FuzzIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long SEED = 7;

    @TestHTTPResource
    String url;

    private Fixture fixture;

    @BeforeEach
    void createTenant() {
        fixture = Fixture.create(new Api(url.replaceAll("/$", ""), GatewayServers.BOOTSTRAP_KEY));
    }

    static Stream<String> kinds() {
        return ProviderTraffic.all().stream().map(ProviderTraffic::name);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void neverFailsNorHangs(String kind) throws IOException {
        ProviderTraffic traffic = ProviderTraffic.all().stream()
                .filter(candidate -> candidate.name().equals(kind))
                .findFirst()
                .orElseThrow();
        Provider provider = Provider.registered(fixture, JsonObject.mapFrom(traffic.source()));
        Stream<InboundRequest> forged = HostileRequests.mixed(traffic.request(provider.url()), SEED);
        Stream<InboundRequest> authentic = HostilePayloads.mutations(traffic.payload(), SEED)
                .map(payload -> traffic.signer().sign(provider.url(), payload));

        for (InboundRequest request :
                Stream.concat(forged.limit(60), authentic.limit(90)).toList()) {
            RawExchange.Answer answer =
                    RawExchange.send(URI.create(fixture.api().baseUrl()), request, PATIENCE);

            boolean needsTheInternet =
                    traffic.fetchesCertificates() && answer.text().contains("documents-unavailable");
            assertThat(answer.status() < 500 || needsTheInternet)
                    .as(answer.text())
                    .isTrue();
            assertThat(answer.text()).doesNotContain("Exception").doesNotContain("\tat ");
        }
    }
}
