package io.hookgate.rocketmq.telemetry;

/** Finds out where to count: in Micrometer's global registry if the application has Micrometer. */
public final class Metrics {

    private static final boolean AVAILABLE = isAvailable();

    private Metrics() {}

    /** Metrics of an outgoing channel. */
    public static OutboundMetrics outbound(String channel, String topic) {
        return AVAILABLE ? new MicrometerOutboundMetrics(channel, topic) : OutboundMetrics.NONE;
    }

    /** Metrics of an incoming channel. */
    public static InboundMetrics inbound(String channel, String topic, String group) {
        return AVAILABLE ? new MicrometerInboundMetrics(channel, topic, group) : InboundMetrics.NONE;
    }

    private static boolean isAvailable() {
        try {
            Class.forName("io.micrometer.core.instrument.Metrics", false, Metrics.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
