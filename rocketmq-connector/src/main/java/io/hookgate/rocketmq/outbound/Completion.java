package io.hookgate.rocketmq.outbound;

import io.hookgate.rocketmq.RocketMqPublishException;
import io.hookgate.rocketmq.log.ConnectorLog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Whom to tell what became of a record: exactly one of the two, once. */
interface Completion {

    void confirmed();

    void failed(RocketMqPublishException failure);

    /** Acks or nacks the record's message. */
    record OfMessage(Message<?> message) implements Completion {

        @Override
        public void confirmed() {
            tell(message::ack);
        }

        @Override
        public void failed(RocketMqPublishException failure) {
            tell(() -> message.nack(failure));
        }

        /** Whatever the application does then, the other records of the batch must not suffer for it. */
        private static void tell(Supplier<CompletionStage<Void>> acknowledgement) {
            try {
                acknowledgement.get().whenComplete((done, failure) -> {
                    if (failure != null) {
                        ConnectorLog.LOG.debug("The acknowledgement of an outgoing message failed", failure);
                    }
                });
            } catch (RuntimeException e) {
                ConnectorLog.LOG.debug("The acknowledgement of an outgoing message failed", e);
            }
        }
    }

    /** Completes the caller's future. */
    final class OfFuture extends CompletableFuture<Void> implements Completion {

        @Override
        public void confirmed() {
            complete(null);
        }

        @Override
        public void failed(RocketMqPublishException failure) {
            completeExceptionally(failure);
        }
    }
}
