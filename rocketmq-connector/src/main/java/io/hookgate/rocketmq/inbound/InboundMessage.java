package io.hookgate.rocketmq.inbound;

import static io.smallrye.reactive.messaging.providers.locals.ContextAwareMessage.captureContextMetadata;

import io.hookgate.rocketmq.RocketMqBatch;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.providers.MetadataInjectableMessage;
import io.smallrye.reactive.messaging.providers.locals.ContextAwareMessage;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jspecify.annotations.Nullable;

/** The reactive message that stands for one bus message. Created on the Vert.x context that it is emitted on. */
final class InboundMessage implements ContextAwareMessage<RocketMqBatch>, MetadataInjectableMessage<RocketMqBatch> {

    private final RocketMqBatch payload;
    private final Supplier<CompletionStage<Void>> acknowledge;
    private final Function<Throwable, CompletionStage<Void>> refuse;
    private Metadata metadata;

    InboundMessage(
            RocketMqBatch payload,
            @Nullable TracingMetadata tracing,
            Supplier<CompletionStage<Void>> acknowledge,
            Function<Throwable, CompletionStage<Void>> refuse) {
        this.payload = payload;
        this.acknowledge = acknowledge;
        this.refuse = refuse;
        Metadata captured = captureContextMetadata(payload.metadata());
        this.metadata = tracing == null ? captured : captured.with(tracing);
    }

    @Override
    public RocketMqBatch getPayload() {
        return payload;
    }

    @Override
    public Metadata getMetadata() {
        return metadata;
    }

    @Override
    public Function<Metadata, CompletionStage<Void>> getAckWithMetadata() {
        return this::ack;
    }

    @Override
    public BiFunction<Throwable, Metadata, CompletionStage<Void>> getNackWithMetadata() {
        return this::nack;
    }

    @Override
    public CompletionStage<Void> ack(Metadata acknowledgement) {
        return onContext(acknowledge.get());
    }

    @Override
    public CompletionStage<Void> nack(Throwable reason, Metadata refusal) {
        return onContext(refuse.apply(reason));
    }

    private CompletionStage<Void> onContext(CompletionStage<Void> stage) {
        return Uni.createFrom()
                .completionStage(stage)
                .emitOn(this::runOnMessageContext)
                .subscribeAsCompletionStage();
    }

    @Override
    public void injectMetadata(Object added) {
        metadata = metadata.with(added);
    }
}
