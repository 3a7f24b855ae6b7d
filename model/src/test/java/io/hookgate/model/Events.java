package io.hookgate.model;

import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Events for the tests of this package. */
final class Events {
    static final EventId EVENT_ID = EventId.parse("01900000-0000-7000-8000-000000000001");
    static final TenantId TENANT_ID = TenantId.parse("01900000-0000-7000-8000-000000000002");
    static final SourceId SOURCE_ID = SourceId.parse("01900000-0000-7000-8000-000000000003");
    static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05.678901Z");

    private Events() {}

    /** An event with no more than it needs. */
    static CloudEventBuilder minimal() {
        return CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("urn:s"))
                .withType("t");
    }

    static EventEnvelope seal(CloudEventBuilder builder) throws InvalidEventException {
        return EventCodec.seal(builder.build(), EVENT_ID, TENANT_ID, SOURCE_ID, RECEIVED);
    }

    static EventId eventId(long number) {
        return new EventId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
