package io.hookgate.rocketmq.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.smallrye.reactive.messaging.TracingMetadata;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * Traces with OpenTelemetry, by the semantic conventions for messaging. SmallRye's helper module is not used: it knows one
 * span for one message, and a bus message here carries many records.
 */
public final class OpenTelemetryTracing implements Tracing {

    private static final String NAME = "io.hookgate.rocketmq";

    private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    public OpenTelemetryTracing(OpenTelemetry openTelemetry) {
        this.tracer = openTelemetry.getTracer(NAME);
        this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
    }

    private record Running(io.opentelemetry.api.trace.Span span, Context context, Context parent) implements Span {

        @Override
        public void end(@Nullable Throwable failure) {
            if (failure != null) {
                span.setStatus(StatusCode.ERROR);
                span.setAttribute("error.type", failure.getClass().getName());
            }
            span.end();
        }
    }

    @Override
    public Context contextOf(Message<?> message) {
        return TracingMetadata.fromMessage(message)
                .map(TracingMetadata::getCurrentContext)
                .orElseGet(Context::current);
    }

    @Override
    public Context currentContext() {
        return Context.current();
    }

    @Override
    public Span startPublish(String topic, List<Context> records, Map<String, String> properties) {
        SpanBuilder builder = builder("send", topic, SpanKind.PRODUCER);
        if (records.size() > 1) {
            builder.setAttribute("messaging.batch.message_count", records.size());
        }
        Context parent = records.size() == 1 ? records.get(0) : Context.root();
        if (records.size() > 1) {
            spans(records).forEach(builder::addLink);
        }
        Running running = start(builder, parent);
        propagator.inject(running.context(), properties, (carrier, key, value) -> {
            if (carrier != null && !value.isBlank()) {
                carrier.put(key, value);
            }
        });
        return running;
    }

    private static Set<SpanContext> spans(List<Context> contexts) {
        Set<SpanContext> spans = new LinkedHashSet<>();
        for (Context context : contexts) {
            SpanContext span =
                    io.opentelemetry.api.trace.Span.fromContext(context).getSpanContext();
            if (span.isValid()) {
                spans.add(span);
            }
        }
        return spans;
    }

    @Override
    public Span startProcess(String topic, String messageId, Map<String, String> properties) {
        Context parent = propagator.extract(Context.root(), properties, GETTER);
        return start(
                builder("process", topic, SpanKind.CONSUMER).setAttribute("messaging.message.id", messageId), parent);
    }

    private SpanBuilder builder(String operation, String topic, SpanKind kind) {
        return tracer.spanBuilder(operation + " " + topic)
                .setSpanKind(kind)
                .setAttribute("messaging.system", "rocketmq")
                .setAttribute("messaging.destination.name", topic)
                .setAttribute("messaging.operation.type", operation);
    }

    private static Running start(SpanBuilder builder, Context parent) {
        io.opentelemetry.api.trace.Span span = builder.setParent(parent).startSpan();
        return new Running(span, parent.with(span), parent);
    }
}
