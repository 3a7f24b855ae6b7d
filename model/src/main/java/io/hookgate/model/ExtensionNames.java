package io.hookgate.model;

/** The CloudEvents extension attributes that Hookgate puts on an event (CloudEvents 1.0 section 3.1). */
public final class ExtensionNames {
    /** The event's own identifier within Hookgate, an {@link EventId}. */
    public static final String EVENT_ID = "hookgateid";
    /** The tenant that the event belongs to, a {@link TenantId}. */
    public static final String TENANT = "hookgatetenant";
    /** The source that accepted the event, a {@link SourceId}. */
    public static final String SOURCE = "hookgatesource";
    /** When ingress took the event in, RFC 3339. */
    public static final String RECEIVED_TIME = "receivedtime";
    /** The ordering key (CloudEvents extension {@code partitionkey}). */
    public static final String PARTITION_KEY = "partitionkey";
    /** The trace that the event began in (CloudEvents extension "distributed tracing"). */
    public static final String TRACE_PARENT = "traceparent";

    private ExtensionNames() {}
}
