package io.hookgate.rocketmq;

import static io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction.INCOMING;
import static io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction.INCOMING_AND_OUTGOING;
import static io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction.OUTGOING;

import io.hookgate.rocketmq.codec.BatchCodec;
import io.hookgate.rocketmq.inbound.InboundChannel;
import io.hookgate.rocketmq.outbound.OutboundChannel;
import io.hookgate.rocketmq.telemetry.Metrics;
import io.hookgate.rocketmq.telemetry.OpenTelemetryTracing;
import io.hookgate.rocketmq.telemetry.Tracing;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;
import io.smallrye.reactive.messaging.health.HealthReport;
import io.smallrye.reactive.messaging.health.HealthReporter;
import io.smallrye.reactive.messaging.providers.connectors.ExecutionHolder;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * The connector {@value #NAME}: a registry of channels. README.md describes it and every attribute.
 *
 * <p>Outgoing payloads are {@code byte[]}, with an {@link OutgoingRocketMqMetadata}; incoming payloads are
 * {@link RocketMqBatch}.
 */
@ApplicationScoped
@Connector(RocketMqConnector.NAME)
@ConnectorAttribute(
        name = "endpoints",
        type = "string",
        direction = INCOMING_AND_OUTGOING,
        mandatory = true,
        description = "The gRPC endpoints of the RocketMQ proxies, host:port, separated by semicolons")
@ConnectorAttribute(
        name = "topic",
        type = "string",
        direction = INCOMING_AND_OUTGOING,
        description = "The topic; the channel's name if not set")
@ConnectorAttribute(
        name = "fifo",
        type = "boolean",
        direction = INCOMING_AND_OUTGOING,
        defaultValue = "true",
        description = "Whether the topic keeps order (message type FIFO) or not (NORMAL)")
@ConnectorAttribute(
        name = "batch-codec",
        type = "string",
        direction = INCOMING_AND_OUTGOING,
        defaultValue = "length-prefixed",
        description = "How records are framed in one bus message: the identifier of a BatchCodec bean")
@ConnectorAttribute(
        name = "namespace",
        type = "string",
        direction = INCOMING_AND_OUTGOING,
        description = "The resource namespace of topics and groups")
@ConnectorAttribute(
        name = "access-key",
        type = "string",
        direction = INCOMING_AND_OUTGOING,
        description = "The access key, where the broker asks for credentials")
@ConnectorAttribute(
        name = "secret-key",
        type = "string",
        direction = INCOMING_AND_OUTGOING,
        description = "The secret key that belongs to the access key")
@ConnectorAttribute(
        name = "ssl-enabled",
        type = "boolean",
        direction = INCOMING_AND_OUTGOING,
        defaultValue = "false",
        description = "Whether to use TLS to the proxies")
@ConnectorAttribute(
        name = "request-timeout-ms",
        type = "int",
        direction = INCOMING_AND_OUTGOING,
        defaultValue = "3000",
        description = "How long to wait for the answer to one request")
@ConnectorAttribute(
        name = "auto-create",
        type = "boolean",
        direction = INCOMING_AND_OUTGOING,
        defaultValue = "false",
        description = "Whether to create missing topics and groups; needs name-server")
@ConnectorAttribute(
        name = "name-server",
        type = "string",
        direction = INCOMING_AND_OUTGOING,
        description =
                "The name servers, host:port, separated by semicolons, for creating topics and groups, for setting"
                        + " initial offsets, and for measuring the lag")
@ConnectorAttribute(
        name = "cluster",
        type = "string",
        direction = INCOMING_AND_OUTGOING,
        description = "The cluster on whose brokers topics and groups are created; all brokers if not set")
@ConnectorAttribute(
        name = "queues",
        type = "int",
        direction = INCOMING_AND_OUTGOING,
        defaultValue = "8",
        description = "How many queues a created topic gets on each broker")
@ConnectorAttribute(
        name = "health-enabled",
        type = "boolean",
        direction = INCOMING_AND_OUTGOING,
        defaultValue = "true",
        description = "Whether the channel is part of the health reports")
@ConnectorAttribute(
        name = "tracing-enabled",
        type = "boolean",
        direction = INCOMING_AND_OUTGOING,
        defaultValue = "true",
        description = "Whether trace contexts are carried over the bus, if the application has OpenTelemetry")
@ConnectorAttribute(
        name = "shards",
        type = "int",
        direction = OUTGOING,
        defaultValue = "8",
        description = "Over how many message groups keys are spread; each has one batch under way")
@ConnectorAttribute(
        name = "message-group-prefix",
        type = "string",
        direction = OUTGOING,
        defaultValue = "shard-",
        description = "What the names of the message groups begin with; the shard's number follows")
@ConnectorAttribute(
        name = "tag",
        type = "string",
        direction = OUTGOING,
        description = "The tag of records whose metadata has none")
@ConnectorAttribute(
        name = "batch-interval-ms",
        type = "int",
        direction = OUTGOING,
        defaultValue = "10",
        description = "How long after a batch of a shard the next one is sent at the earliest, unless it is full")
@ConnectorAttribute(
        name = "max-batch-records",
        type = "int",
        direction = OUTGOING,
        defaultValue = "512",
        description = "How many records one bus message holds at most")
@ConnectorAttribute(
        name = "max-batch-bytes",
        type = "int",
        direction = OUTGOING,
        defaultValue = "262144",
        description = "How many bytes of records one bus message holds at most; a larger record goes alone")
@ConnectorAttribute(
        name = "max-record-bytes",
        type = "int",
        direction = OUTGOING,
        defaultValue = "4000000",
        description = "How large one record may be")
@ConnectorAttribute(
        name = "max-buffered-records",
        type = "int",
        direction = OUTGOING,
        defaultValue = "20000",
        description = "How many records may be accepted and not yet confirmed")
@ConnectorAttribute(
        name = "max-buffered-bytes",
        type = "long",
        direction = OUTGOING,
        defaultValue = "67108864",
        description = "How many bytes of records may be accepted and not yet confirmed")
@ConnectorAttribute(
        name = "back-pressure",
        type = "string",
        direction = OUTGOING,
        defaultValue = "reject",
        description = "What happens when the buffer is full: 'reject' nacks at once, 'request' asks upstream for less")
@ConnectorAttribute(
        name = "deadline-ms",
        type = "int",
        direction = OUTGOING,
        defaultValue = "10000",
        description =
                "How long after it was accepted a record is nacked if it is not confirmed; it is not sent any more")
@ConnectorAttribute(
        name = "retry-initial-ms",
        type = "int",
        direction = OUTGOING,
        defaultValue = "50",
        description = "The pause before a failed batch is sent again; it doubles with each attempt")
@ConnectorAttribute(
        name = "retry-max-ms",
        type = "int",
        direction = OUTGOING,
        defaultValue = "1000",
        description = "The longest pause before a failed batch is sent again")
@ConnectorAttribute(
        name = "close-timeout-ms",
        type = "int",
        direction = OUTGOING,
        defaultValue = "5000",
        description = "How long closing waits for confirmations")
@ConnectorAttribute(
        name = "group",
        type = "string",
        direction = INCOMING,
        mandatory = true,
        description = "The consumer group")
@ConnectorAttribute(
        name = "filter",
        type = "string",
        direction = INCOMING,
        defaultValue = "*",
        description = "Which tags are received: tags separated by ||, or * for all")
@ConnectorAttribute(
        name = "initial-offset",
        type = "string",
        direction = INCOMING,
        defaultValue = "earliest",
        description = "Where a new group starts: 'earliest' or 'latest'; needs name-server")
@ConnectorAttribute(
        name = "receivers",
        type = "int",
        direction = INCOMING,
        defaultValue = "4",
        description = "How many long polls are open at a time")
@ConnectorAttribute(
        name = "max-messages-per-receive",
        type = "int",
        direction = INCOMING,
        defaultValue = "16",
        description = "How many bus messages one poll brings at most")
@ConnectorAttribute(
        name = "max-messages-per-batch",
        type = "int",
        direction = INCOMING,
        defaultValue = "1",
        description = "How many bus messages of one group that have gathered are handed out as one, at most")
@ConnectorAttribute(
        name = "max-unacked-messages",
        type = "int",
        direction = INCOMING,
        defaultValue = "64",
        description = "How many bus messages may be received and not yet settled")
@ConnectorAttribute(
        name = "poll-timeout-ms",
        type = "int",
        direction = INCOMING,
        defaultValue = "5000",
        description = "How long a poll waits for messages; proxies round it to 5 to 20 seconds")
@ConnectorAttribute(
        name = "invisible-time-ms",
        type = "int",
        direction = INCOMING,
        defaultValue = "10000",
        description =
                "How long a received message is hidden from others; renewed while it is processed, so it bounds how"
                        + " long a crash delays it. At least 10000")
@ConnectorAttribute(
        name = "redelivery-initial-ms",
        type = "int",
        direction = INCOMING,
        defaultValue = "1000",
        description = "After how long a refused message is delivered again")
@ConnectorAttribute(
        name = "redelivery-factor",
        type = "double",
        direction = INCOMING,
        defaultValue = "2.0",
        description = "By what each further redelivery waits longer")
@ConnectorAttribute(
        name = "redelivery-max-ms",
        type = "int",
        direction = INCOMING,
        defaultValue = "60000",
        description = "The longest wait before a redelivery")
@ConnectorAttribute(
        name = "max-attempts",
        type = "int",
        direction = INCOMING,
        defaultValue = "10",
        description = "How often a message is delivered before it becomes a dead letter; 0 for ever")
@ConnectorAttribute(
        name = "dead-letter-topic",
        type = "string",
        direction = INCOMING,
        description = "Where messages go that cannot be decoded or processed; '{topic}-dead-letter' if not set")
@ConnectorAttribute(
        name = "drain-timeout-ms",
        type = "int",
        direction = INCOMING,
        defaultValue = "10000",
        description = "How long closing waits for messages that are being processed")
@ConnectorAttribute(
        name = "lag-interval-ms",
        type = "int",
        direction = INCOMING,
        defaultValue = "15000",
        description = "How often the group's lag is measured; 0 for never; needs name-server")
public class RocketMqConnector implements InboundConnector, OutboundConnector, HealthReporter {

    /** The connector's name in a channel's configuration. */
    public static final String NAME = "smallrye-rocketmq";

    private final Vertx vertx;
    private final Instance<BatchCodec> codecs;
    private final Instance<OpenTelemetry> openTelemetry;
    private final List<Channel<InboundChannel>> inbound = new CopyOnWriteArrayList<>();
    private final List<Channel<OutboundChannel>> outbound = new CopyOnWriteArrayList<>();

    private record Channel<C>(C channel, boolean reported) {}

    @Inject
    RocketMqConnector(
            ExecutionHolder executionHolder, @Any Instance<BatchCodec> codecs, Instance<OpenTelemetry> openTelemetry) {
        this.vertx = executionHolder.vertx().getDelegate();
        this.codecs = codecs;
        this.openTelemetry = openTelemetry;
    }

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        RocketMqConnectorIncomingConfiguration configuration = new RocketMqConnectorIncomingConfiguration(config);
        IncomingChannelSetup setup = new IncomingChannelSetup(configuration);
        InboundChannel channel = new InboundChannel(
                setup.settings(),
                setup.client(),
                codec(configuration.getBatchCodec()),
                setup.provisioning(),
                ((VertxInternal) vertx).createEventLoopContext(),
                Metrics.inbound(
                        configuration.getChannel(),
                        setup.settings().topic(),
                        setup.settings().group()),
                tracing(configuration.getTracingEnabled()));
        setup.watchLag(channel);
        inbound.add(new Channel<>(channel, configuration.getHealthEnabled()));
        return channel.stream();
    }

    @Override
    public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
        RocketMqConnectorOutgoingConfiguration configuration = new RocketMqConnectorOutgoingConfiguration(config);
        OutgoingChannelSetup setup = new OutgoingChannelSetup(configuration);
        OutboundChannel channel = new OutboundChannel(
                setup.settings(),
                setup.client(),
                codec(configuration.getBatchCodec()),
                setup.provisioning(),
                Metrics.outbound(configuration.getChannel(), setup.settings().topic()),
                tracing(configuration.getTracingEnabled()));
        outbound.add(new Channel<>(channel, configuration.getHealthEnabled()));
        return channel;
    }

    private BatchCodec codec(String name) {
        Instance<BatchCodec> named = codecs.select(Identifier.Literal.of(name));
        if (!named.isResolvable()) {
            throw new IllegalArgumentException("There is no BatchCodec bean with @Identifier(\"" + name + "\")");
        }
        return named.get();
    }

    private Tracing tracing(boolean enabled) {
        return enabled && openTelemetry.isResolvable() ? new OpenTelemetryTracing(openTelemetry.get()) : Tracing.NONE;
    }

    /**
     * Publishes to an outgoing channel of this connector directly.
     *
     * @throws IllegalArgumentException if there is no such channel
     */
    public RocketMqPublisher publisher(String channel) {
        return outbound.stream()
                .map(Channel::channel)
                .filter(candidate -> candidate.name().equals(channel))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No outgoing channel '" + channel + "' of " + NAME));
    }

    void terminate(
            @Observes(notifyObserver = Reception.IF_EXISTS) @Priority(50) @BeforeDestroyed(ApplicationScoped.class)
                    Object event) {
        inbound.parallelStream().forEach(entry -> entry.channel().close());
        outbound.parallelStream().forEach(entry -> entry.channel().close());
    }

    /** Alive as long as it exists: it finds its way back to the broker by itself, a restart would not help. */
    @Override
    public HealthReport getLiveness() {
        return report(false);
    }

    /** Ready when it can receive and publish. */
    @Override
    public HealthReport getReadiness() {
        return report(true);
    }

    /** Started even where the broker is away, lest the application be restarted for that. */
    @Override
    public HealthReport getStartup() {
        return report(false);
    }

    private HealthReport report(boolean needsBroker) {
        HealthReport.HealthReportBuilder report = HealthReport.builder();
        inbound.stream()
                .filter(Channel::reported)
                .map(Channel::channel)
                .forEach(channel -> add(report, channel.name(), needsBroker, channel.problem()));
        outbound.stream()
                .filter(Channel::reported)
                .map(Channel::channel)
                .forEach(channel -> add(report, channel.name(), needsBroker, channel.problem()));
        return report.build();
    }

    private static void add(
            HealthReport.HealthReportBuilder report, String channel, boolean needsBroker, Optional<String> problem) {
        if (needsBroker && problem.isPresent()) {
            report.add(channel, false, problem.get());
            return;
        }
        report.add(channel, true);
    }
}
