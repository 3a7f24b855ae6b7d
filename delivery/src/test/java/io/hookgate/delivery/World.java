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
import io.hookgate.tenant.Authentication;
import io.hookgate.tenant.BreakerPolicy;
import io.hookgate.tenant.ClientTls;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.EndpointState;
import io.hookgate.tenant.Limits;
import io.hookgate.tenant.Ordering;
import io.hookgate.tenant.PayloadForm;
import io.hookgate.tenant.RetryPolicy;
import io.hookgate.tenant.Signatures;
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
                new Signatures(List.of(SECRET), List.of()),
                Map.of("X-Static", "yes"),
                new Authentication.None(),
                ClientTls.USUAL,
                new Limits(
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Duration.ofSeconds(15),
                        timeout,
                        BreakerPolicy.STANDARD),
                policy,
                Optional.of(Duration.ofDays(5)),
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
        return new Changed(endpoint).state(state).build();
    }

    /** An endpoint with some settings changed. */
    public static Changed changed(Endpoint endpoint) {
        return new Changed(endpoint);
    }

    /** Changes settings of an endpoint. */
    public static final class Changed {
        private final Endpoint endpoint;
        private EndpointState state;
        private Signatures signatures;
        private Map<String, String> headers;
        private Authentication authentication;
        private ClientTls tls;
        private Limits limits;
        private RetryPolicy retryPolicy;
        private Optional<Duration> disableAfter;

        private Changed(Endpoint endpoint) {
            this.endpoint = endpoint;
            this.state = endpoint.state();
            this.signatures = endpoint.signatures();
            this.headers = endpoint.headers();
            this.authentication = endpoint.authentication();
            this.tls = endpoint.tls();
            this.limits = endpoint.limits();
            this.retryPolicy = endpoint.retryPolicy();
            this.disableAfter = endpoint.disableAfter();
        }

        /** Sets the state. */
        public Changed state(EndpointState value) {
            state = value;
            return this;
        }

        /** Sets the signatures. */
        public Changed signatures(Signatures value) {
            signatures = value;
            return this;
        }

        /** Sets the static headers. */
        public Changed headers(Map<String, String> value) {
            headers = value;
            return this;
        }

        /** Sets the authentication. */
        public Changed authentication(Authentication value) {
            authentication = value;
            return this;
        }

        /** Sets TLS. */
        public Changed tls(ClientTls value) {
            tls = value;
            return this;
        }

        /** Sets the limits. */
        public Changed limits(Limits value) {
            limits = value;
            return this;
        }

        /** Sets the retry policy. */
        public Changed retryPolicy(RetryPolicy value) {
            retryPolicy = value;
            return this;
        }

        /** Sets how long failures are put up with. */
        public Changed disableAfter(Duration value) {
            disableAfter = Optional.of(value);
            return this;
        }

        /** The endpoint. */
        public Endpoint build() {
            return new Endpoint(
                    endpoint.tenantId(),
                    endpoint.id(),
                    endpoint.name(),
                    endpoint.url(),
                    state,
                    signatures,
                    headers,
                    authentication,
                    tls,
                    limits,
                    retryPolicy,
                    disableAfter,
                    endpoint.payload());
        }
    }

    /** An explicit schedule. */
    public static RetryPolicy schedule(Duration... delays) {
        return RetryPolicy.of(new RetryPolicy.Schedule(Arrays.asList(delays)));
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
