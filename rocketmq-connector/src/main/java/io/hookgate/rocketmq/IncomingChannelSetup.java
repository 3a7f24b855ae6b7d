package io.hookgate.rocketmq;

import io.hookgate.rocketmq.admin.AdminException;
import io.hookgate.rocketmq.admin.BrokerAdmin;
import io.hookgate.rocketmq.admin.InitialOffset;
import io.hookgate.rocketmq.admin.TopicType;
import io.hookgate.rocketmq.client.Provisioning;
import io.hookgate.rocketmq.inbound.InboundChannel;
import io.hookgate.rocketmq.inbound.InboundSettings;
import io.hookgate.rocketmq.inbound.RedeliveryPolicy;
import io.hookgate.rocketmq.log.ConnectorLog;
import java.time.Duration;
import java.util.Locale;

/** What is made of an incoming channel's attributes. */
final class IncomingChannelSetup extends ChannelSetup {

    private final InboundSettings settings;
    private final InitialOffset initialOffset;
    private final Duration lagInterval;

    IncomingChannelSetup(RocketMqConnectorIncomingConfiguration configuration) {
        super(configuration);
        this.settings = new InboundSettings(
                channel(),
                topic(),
                configuration.getGroup(),
                configuration.getFilter(),
                configuration.getReceivers(),
                configuration.getMaxMessagesPerReceive(),
                configuration.getMaxMessagesPerBatch(),
                configuration.getMaxUnackedMessages(),
                Duration.ofMillis(configuration.getPollTimeoutMs()),
                Duration.ofMillis(configuration.getInvisibleTimeMs()),
                new RedeliveryPolicy(
                        Duration.ofMillis(configuration.getRedeliveryInitialMs()),
                        configuration.getRedeliveryFactor(),
                        Duration.ofMillis(configuration.getRedeliveryMaxMs()),
                        configuration.getMaxAttempts()),
                configuration.getDeadLetterTopic().orElse(topic() + "-dead-letter"),
                Duration.ofMillis(configuration.getDrainTimeoutMs()));
        this.initialOffset = initialOffset(configuration.getInitialOffset());
        this.lagInterval = Duration.ofMillis(configuration.getLagIntervalMs());
    }

    private static InitialOffset initialOffset(String name) {
        return switch (name) {
            case "earliest" -> InitialOffset.EARLIEST;
            case "latest" -> InitialOffset.LATEST;
            default -> throw new IllegalArgumentException("initial-offset is 'earliest' or 'latest'");
        };
    }

    InboundSettings settings() {
        return settings;
    }

    Provisioning provisioning() {
        if (admin().isEmpty()) {
            ConnectorLog.LOG.offsetsLeftToBroker(channel(), settings.group());
            return Provisioning.NONE;
        }
        BrokerAdmin broker = admin().get();
        return () -> {
            broker.ensureTopic(client().qualified(topic()), type(), queues(), mayCreate());
            broker.ensureTopic(client().qualified(settings.deadLetterTopic()), TopicType.NORMAL, queues(), mayCreate());
            broker.ensureGroup(client().qualified(settings.group()), fifo(), mayCreate());
            ensureOffsets(broker);
        };
    }

    private void ensureOffsets(BrokerAdmin broker) throws AdminException {
        String group = client().qualified(settings.group());
        int queues = broker.ensureOffsets(client().qualified(topic()), group, initialOffset);
        if (queues > 0) {
            ConnectorLog.LOG.offsetsInitialised(
                    channel(), group, queues, topic(), initialOffset.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Queues that are added later get an offset on this occasion, too. */
    void watchLag(InboundChannel channel) {
        if (admin().isEmpty() || lagInterval.isZero()) {
            return;
        }
        BrokerAdmin broker = admin().get();
        String topic = client().qualified(topic());
        String group = client().qualified(settings.group());
        channel.every(lagInterval, () -> {
            ensureOffsets(broker);
            channel.measured(broker.lag(topic, group));
            return null;
        });
    }
}
