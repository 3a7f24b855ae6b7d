package io.hookgate.rocketmq;

import io.hookgate.rocketmq.admin.AdminCredentials;
import io.hookgate.rocketmq.admin.BrokerAdmin;
import io.hookgate.rocketmq.admin.TopicType;
import io.hookgate.rocketmq.client.ClientSettings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is made of the attributes that both directions have. */
abstract class ChannelSetup {

    private final RocketMqConnectorCommonConfiguration configuration;
    private final ClientSettings client;
    private final Optional<BrokerAdmin> admin;

    ChannelSetup(RocketMqConnectorCommonConfiguration configuration) {
        this.configuration = configuration;
        AdminCredentials credentials = credentials(configuration);
        this.client = new ClientSettings(
                configuration.getEndpoints(),
                configuration.getNamespace().orElse(""),
                configuration.getSslEnabled(),
                credentials,
                Duration.ofMillis(configuration.getRequestTimeoutMs()));
        this.admin = configuration
                .getNameServer()
                .map(nameServer -> new BrokerAdmin(
                        nameServer, configuration.getCluster().orElse(null), client.requestTimeout(), credentials));
        if (configuration.getAutoCreate() && admin.isEmpty()) {
            throw new IllegalArgumentException(
                    "Channel '" + configuration.getChannel() + "': auto-create needs name-server");
        }
    }

    private static @Nullable AdminCredentials credentials(RocketMqConnectorCommonConfiguration configuration) {
        Optional<String> accessKey = configuration.getAccessKey();
        Optional<String> secretKey = configuration.getSecretKey();
        if (accessKey.isPresent() != secretKey.isPresent()) {
            throw new IllegalArgumentException(
                    "Channel '" + configuration.getChannel() + "': access-key and secret-key belong together");
        }
        return accessKey.isPresent() ? new AdminCredentials(accessKey.get(), secretKey.orElseThrow()) : null;
    }

    ClientSettings client() {
        return client;
    }

    Optional<BrokerAdmin> admin() {
        return admin;
    }

    String channel() {
        return configuration.getChannel();
    }

    String topic() {
        return configuration.getTopic().orElseGet(configuration::getChannel);
    }

    boolean mayCreate() {
        return configuration.getAutoCreate();
    }

    boolean fifo() {
        return configuration.getFifo();
    }

    TopicType type() {
        return fifo() ? TopicType.FIFO : TopicType.NORMAL;
    }

    int queues() {
        return configuration.getQueues();
    }
}
