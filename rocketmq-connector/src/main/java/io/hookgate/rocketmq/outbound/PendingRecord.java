package io.hookgate.rocketmq.outbound;

import io.hookgate.rocketmq.OutgoingRocketMqMetadata;
import io.hookgate.rocketmq.RocketMqPublishException;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A record that has been accepted and not yet settled. */
final class PendingRecord {

    private final byte[] payload;
    private final OutgoingRocketMqMetadata metadata;
    private final Context context;
    private final long deadlineNanos;
    private final Completion completion;
    private final BufferLimit buffer;
    private final AtomicBoolean settled = new AtomicBoolean();

    PendingRecord(
            byte[] payload,
            OutgoingRocketMqMetadata metadata,
            Context context,
            long deadlineNanos,
            Completion completion,
            BufferLimit buffer) {
        this.payload = payload;
        this.metadata = metadata;
        this.context = context;
        this.deadlineNanos = deadlineNanos;
        this.completion = completion;
        this.buffer = buffer;
    }

    byte[] payload() {
        return payload;
    }

    @Nullable
    String tag() {
        return metadata.tag();
    }

    Map<String, String> properties() {
        return metadata.properties();
    }

    /** The trace that the record belongs to. */
    Context context() {
        return context;
    }

    boolean isExpired(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    boolean isOpen() {
        return !settled.get();
    }

    /** Whether both may travel in one bus message. */
    boolean joins(PendingRecord other) {
        return Objects.equals(tag(), other.tag()) && properties().equals(other.properties());
    }

    /** Returns whether this call settled the record. */
    boolean confirm() {
        if (!settled.compareAndSet(false, true)) {
            return false;
        }
        completion.confirmed();
        buffer.release(payload.length);
        return true;
    }

    /** Returns whether this call settled the record. */
    boolean fail(RocketMqPublishException failure) {
        if (!settled.compareAndSet(false, true)) {
            return false;
        }
        completion.failed(failure);
        buffer.release(payload.length);
        return true;
    }
}
