package io.hookgate.delivery;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.hookgate.model.EndpointId;
import io.hookgate.model.EventCodec;
import io.hookgate.model.EventId;
import io.hookgate.model.EventJson;
import io.hookgate.model.IdGenerator;
import io.hookgate.model.InvalidEventException;
import io.hookgate.model.SourceId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.hookgate.routing.InvalidTransformationException;
import io.hookgate.routing.Transformation;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.EndpointState;
import io.hookgate.tenant.Ordering;
import io.hookgate.tenant.PayloadForm;
import io.hookgate.tenant.RetryPolicy;
import io.hookgate.tenant.SigningSecret;
import io.hookgate.tenant.Subscription;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** A tenant with a source, and the things that tests make for it. */
public final class World {
    /** The secret of every endpoint here. */
    public static final SigningSecret SECRET = new SigningSecret(
            new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24});

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final IdGenerator ids = new IdGenerator(Clock.systemUTC());
    private final FakeConfiguration configuration = new FakeConfiguration();
    private final TenantId tenantId = new TenantId(ids.next());
    private final SourceId sourceId = new SourceId(ids.next());

    /** The tenant. */
    public TenantId tenantId() {
        return tenantId;
    }

    /** Its source. */
    public SourceId sourceId() {
        return sourceId;
    }

    /** What is configured. */
    public FakeConfiguration configuration() {
        return configuration;
    }

    /** A fresh identifier. */
    public java.util.UUID id() {
        return ids.next();
    }

    /** Adds an endpoint and a subscription that sends it events of a type. */
    public Endpoint endpoint(URI url, String type, RetryPolicy policy) {
        return endpoint(url, type, policy, PayloadForm.CLOUDEVENTS_STRUCTURED, Duration.ofSeconds(10));
    }

    /** Adds an endpoint and a subscription that keeps the order of events of a type. */
    public Endpoint ordered(URI url, String type, RetryPolicy policy, Ordering ordering) {
        Endpoint endpoint = endpoint(url, type, policy);
        order(endpoint, type, ordering);
        return endpoint;
    }

    /** Makes the endpoint's subscription to a type an ordered one. */
    public void order(Endpoint endpoint, String type, Ordering ordering) {
        configuration
                .subscriptions(endpoint.id())
                .forEach(subscription -> configuration.put(new Subscription(
                        tenantId,
                        subscription.id(),
                        type,
                        endpoint.id(),
                        subscription.transformation(),
                        Optional.of(ordering),
                        true)));
    }

    /** The same, with a form and a timeout. */
    public Endpoint endpoint(URI url, String type, RetryPolicy policy, PayloadForm form, Duration timeout) {
        Endpoint endpoint = new Endpoint(
                tenantId,
                new EndpointId(ids.next()),
                "endpoint",
                url,
                EndpointState.ENABLED,
                List.of(SECRET),
                Map.of("X-Static", "yes"),
                OptionalInt.empty(),
                timeout,
                policy,
                form);
        configuration.put(endpoint);
        configuration.put(new Subscription(
                tenantId,
                new SubscriptionId(ids.next()),
                type,
                endpoint.id(),
                transformation("{}"),
                Optional.empty(),
                true));
        return endpoint;
    }

    /** Compiles a transformation. */
    public static Transformation transformation(String specification) {
        try {
            return Transformation.parse(EventJson.dataMapper().readTree(specification));
        } catch (InvalidTransformationException | IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The same endpoint in another state. */
    public static Endpoint withState(Endpoint endpoint, EndpointState state) {
        return new Endpoint(
                endpoint.tenantId(),
                endpoint.id(),
                endpoint.name(),
                endpoint.url(),
                state,
                endpoint.signingSecrets(),
                endpoint.headers(),
                endpoint.rateLimit(),
                endpoint.timeout(),
                endpoint.retryPolicy(),
                endpoint.payload());
    }

    /** An explicit schedule. */
    public static RetryPolicy schedule(Duration... delays) {
        return new RetryPolicy.Schedule(Arrays.asList(delays));
    }

    /** A record of the bus: an event with JSON data. */
    public byte[] event(String type, String cloudEventId, String key) {
        return event(type, cloudEventId, key, new EventId(ids.next()));
    }

    /** The same, with an identifier. */
    public byte[] event(String type, String cloudEventId, String key, EventId id) {
        try {
            return EventCodec.seal(
                            CloudEventBuilder.v1()
                                    .withId(cloudEventId)
                                    .withType(type)
                                    .withSource(URI.create("/shop/1"))
                                    .withSubject("order/Grüße \"7\"")
                                    .withTime(OffsetDateTime.parse("2026-03-01T10:00:00Z"))
                                    .withExtension("partitionkey", key)
                                    .withData(
                                            "application/json",
                                            "{\"amount\": 1.50, \"note\": \"Grüße\"}".getBytes(StandardCharsets.UTF_8))
                                    .build(),
                            id,
                            tenantId,
                            sourceId,
                            Instant.now())
                    .json();
        } catch (InvalidEventException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until something is so, and fails when it takes too long. */
    public static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It did not come true within " + PATIENCE);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }
}
