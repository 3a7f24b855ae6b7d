package io.hookgate.rocketmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.vertx.core.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.ConnectorLiteral;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The connector as an application gets it: found by its name, configured by properties, behind annotations. Alone, for
 * configuration, container and metrics are those of the whole JVM.
 */
@Isolated
class WiringIT {

    private static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final String topic = SharedBroker.unused("wiring");
    private Config config;
    private SeContainer container;

    @BeforeEach
    void start() {
        Metrics.addRegistry(meters);
        SPANS.reset();
        Map<String, String> properties = new HashMap<>();
        SharedBroker.attributes(topic).forEach((name, value) -> {
            properties.put("mp.messaging.outgoing.out." + name, value);
            properties.put("mp.messaging.incoming.in." + name, value);
        });
        properties.put("mp.messaging.outgoing.out.connector", RocketMqConnector.NAME);
        properties.put("mp.messaging.incoming.in.connector", RocketMqConnector.NAME);
        properties.put("mp.messaging.incoming.in.group", topic);
        config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        ConfigProviderResolver.instance()
                .registerConfig(config, Thread.currentThread().getContextClassLoader());
        container = SeContainerInitializer.newInstance().initialize();
    }

    @AfterEach
    void stop() {
        container.close();
        ConfigProviderResolver.instance().releaseConfig(config);
        Metrics.removeRegistry(meters);
    }

    @Test
    void carriesRecordsFromAnEmitterToAMethod() {
        Telling telling = container.select(Telling.class).get();
        Listening listening = container.select(Listening.class).get();

        telling.tell("one", "key").await().atMost(Duration.ofSeconds(60));
        telling.tell("two", "key").await().atMost(Duration.ofSeconds(60));
        await().atMost(Duration.ofSeconds(60)).until(() -> listening.heard().size() == 2);

        assertThat(listening.heard()).containsExactly("one", "two");
        assertThat(listening.onVertxContext()).containsOnly(true);
        RocketMqConnector connector = container
                .select(RocketMqConnector.class, ConnectorLiteral.of(RocketMqConnector.NAME))
                .get();
        assertThat(connector.getReadiness().isOk()).isTrue();
        assertThat(connector.getReadiness().getChannels()).hasSize(2);
        assertThat(connector.getLiveness().isOk()).isTrue();
        assertThat(meters.get("rocketmq.publish.records.confirmed")
                        .tag("topic", topic)
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(meters.get("rocketmq.receive.batch.records")
                        .tag("topic", topic)
                        .summary()
                        .totalAmount())
                .isEqualTo(2);
        await().untilAsserted(() -> assertThat(meters.get("rocketmq.receive.unacknowledged")
                        .tag("topic", topic)
                        .gauge()
                        .value())
                .isZero());
    }

    @Test
    void carriesTheTraceOfARecordOverTheBus() {
        Telling telling = container.select(Telling.class).get();
        Listening listening = container.select(Listening.class).get();
        Span request = container
                .select(OpenTelemetry.class)
                .get()
                .getTracer("test")
                .spanBuilder("request")
                .startSpan();
        try (Scope ignored = request.makeCurrent()) {
            telling.tell("traced", "key").await().atMost(Duration.ofSeconds(60));
        }
        request.end();
        await().atMost(Duration.ofSeconds(60)).until(() -> listening.heard().size() == 1);
        await().until(() -> SPANS.getFinishedSpanItems().size() == 3);

        SpanData sent = ofKind(SpanKind.PRODUCER);
        SpanData processed = ofKind(SpanKind.CONSUMER);
        assertThat(sent.getTraceId()).isEqualTo(request.getSpanContext().getTraceId());
        assertThat(sent.getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
        assertThat(processed.getTraceId()).isEqualTo(request.getSpanContext().getTraceId());
        assertThat(processed.getParentSpanId()).isEqualTo(sent.getSpanId());
    }

    private static SpanData ofKind(SpanKind kind) {
        List<SpanData> spans = SPANS.getFinishedSpanItems();
        return spans.stream().filter(span -> span.getKind() == kind).findFirst().orElseThrow();
    }

    /** Publishes through an emitter. */
    @ApplicationScoped
    public static class Telling {

        @Inject
        @Channel("out")
        MutinyEmitter<byte[]> emitter;

        Uni<Void> tell(String text, String key) {
            return emitter.sendMessage(
                    Message.of(text.getBytes(UTF_8)).addMetadata(OutgoingRocketMqMetadata.ofKey(key)));
        }
    }

    /** Consumes with a method. */
    @ApplicationScoped
    public static class Listening {

        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final List<Boolean> onVertxContext = new CopyOnWriteArrayList<>();

        List<String> heard() {
            return heard;
        }

        List<Boolean> onVertxContext() {
            return onVertxContext;
        }

        @Incoming("in")
        Uni<Void> listen(RocketMqBatch batch) {
            onVertxContext.add(Context.isOnEventLoopThread());
            batch.records().forEach(bytes -> heard.add(new String(bytes, UTF_8)));
            return Uni.createFrom().voidItem();
        }
    }

    /** An application's OpenTelemetry. */
    @ApplicationScoped
    public static class Observing {

        @Produces
        @ApplicationScoped
        OpenTelemetry openTelemetry() {
            return OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(SPANS))
                            .build())
                    .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                    .build();
        }
    }
}
