package io.hookgate.rocketmq.telemetry;

import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** Carries trace contexts over the bus, in user properties. */
public interface Tracing {

    /** A span that is under way. */
    interface Span {

        /** The context with the span, or null where nothing is traced. */
        @Nullable
        Context context();

        /** The context that came with the bus message, or null where nothing is traced. */
        @Nullable
        Context parent();

        /** Ends the span; with a failure unless that is null. */
        void end(@Nullable Throwable failure);
    }

    /** The context in which an outgoing message was made. */
    Context contextOf(Message<?> message);

    /** The caller's context. */
    Context currentContext();

    /**
     * Starts the span of one bus message: a child of the record's span when there is one record, else linked to them all.
     *
     * @param records the contexts of its records
     * @param properties gets the span's context added
     */
    Span startPublish(String topic, List<Context> records, Map<String, String> properties);

    /** Starts the span of processing one bus message. */
    Span startProcess(String topic, String messageId, Map<String, String> properties);

    /** Traces nothing. */
    Tracing NONE = new Tracing() {

        private final Span nothing = new Span() {
            @Override
            public @Nullable Context context() {
                return null;
            }

            @Override
            public @Nullable Context parent() {
                return null;
            }

            @Override
            public void end(@Nullable Throwable failure) {}
        };

        @Override
        public Context contextOf(Message<?> message) {
            return Context.root();
        }

        @Override
        public Context currentContext() {
            return Context.root();
        }

        @Override
        public Span startPublish(String topic, List<Context> records, Map<String, String> properties) {
            return nothing;
        }

        @Override
        public Span startProcess(String topic, String messageId, Map<String, String> properties) {
            return nothing;
        }
    };
}
