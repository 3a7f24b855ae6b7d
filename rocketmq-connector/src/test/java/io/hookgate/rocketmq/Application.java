package io.hookgate.rocketmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookgate.rocketmq.codec.BatchCodec;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.reactive.messaging.providers.connectors.ExecutionHolder;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Flow;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;

/** An application that uses the connector: its channels are made as SmallRye would make them. */
final class Application implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Vertx VERTX = Vertx.vertx();
    // In the thread that asks for it: one that waits for others may run another test meanwhile, which would find no
    // container yet.
    private static final SeContainer BEANS = SeContainerInitializer.newInstance()
            .addProperty("org.jboss.weld.executor.threadPoolType", "NONE")
            .disableDiscovery()
            .addBeanClasses(
                    io.hookgate.rocketmq.codec.LengthPrefixedBatchCodec.class,
                    io.hookgate.rocketmq.codec.UnbatchedCodec.class)
            .initialize();

    static {
        Awaitility.setDefaultTimeout(PATIENCE);
    }

    private final RocketMqConnector connector;

    Application() {
        Instance<Object> beans = BEANS.getBeanManager().createInstance();
        connector = new RocketMqConnector(
                new ExecutionHolder(VERTX),
                beans.select(BatchCodec.class, Any.Literal.INSTANCE),
                beans.select(OpenTelemetry.class));
    }

    RocketMqPublisher outgoing(String channel, Map<String, String> attributes) {
        subscriber(channel, attributes);
        return connector.publisher(channel);
    }

    @SuppressWarnings("unchecked")
    Flow.Subscriber<Message<?>> subscriber(String channel, Map<String, String> attributes) {
        return (Flow.Subscriber<Message<?>>) connector.getSubscriber(config(channel, attributes));
    }

    @SuppressWarnings("unchecked")
    Consumer incoming(String channel, Map<String, String> attributes, Consumer consumer) {
        Flow.Publisher<Message<RocketMqBatch>> stream =
                (Flow.Publisher<Message<RocketMqBatch>>) connector.getPublisher(config(channel, attributes));
        stream.subscribe(consumer);
        return consumer;
    }

    RocketMqConnector connector() {
        return connector;
    }

    void awaitReady() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(connector.getReadiness().getChannels())
                        .allSatisfy(channel -> assertThat(channel.isOk())
                                .as(channel.getMessage())
                                .isTrue()));
    }

    static Config config(String channel, Map<String, String> attributes) {
        Map<String, String> all = new HashMap<>(attributes);
        all.put("channel-name", channel);
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
    }

    @Override
    public void close() {
        connector.terminate(new Object());
    }
}
