package io.hookgate.rocketmq;

import io.hookgate.rocketmq.admin.BrokerAdmin;
import io.hookgate.rocketmq.client.Provisioning;
import io.hookgate.rocketmq.outbound.OutboundSettings;
import java.time.Duration;

/** What is made of an outgoing channel's attributes. */
final class OutgoingChannelSetup extends ChannelSetup {

    private final OutboundSettings settings;

    OutgoingChannelSetup(RocketMqConnectorOutgoingConfiguration configuration) {
        super(configuration);
        this.settings = new OutboundSettings(
                channel(),
                topic(),
                fifo(),
                configuration.getShards(),
                configuration.getMessageGroupPrefix(),
                configuration.getTag().orElse(null),
                Duration.ofMillis(configuration.getBatchIntervalMs()),
                configuration.getMaxBatchRecords(),
                configuration.getMaxBatchBytes(),
                configuration.getMaxRecordBytes(),
                configuration.getMaxBufferedRecords(),
                configuration.getMaxBufferedBytes(),
                rejecting(configuration.getBackPressure()),
                Duration.ofMillis(configuration.getDeadlineMs()),
                Duration.ofMillis(configuration.getRetryInitialMs()),
                Duration.ofMillis(configuration.getRetryMaxMs()),
                Duration.ofMillis(configuration.getCloseTimeoutMs()));
    }

    private static boolean rejecting(String backPressure) {
        return switch (backPressure) {
            case "reject" -> true;
            case "request" -> false;
            default -> throw new IllegalArgumentException("back-pressure is 'reject' or 'request'");
        };
    }

    OutboundSettings settings() {
        return settings;
    }

    Provisioning provisioning() {
        if (admin().isEmpty()) {
            return Provisioning.NONE;
        }
        BrokerAdmin broker = admin().get();
        return () -> broker.ensureTopic(client().qualified(topic()), type(), queues(), mayCreate());
    }
}
