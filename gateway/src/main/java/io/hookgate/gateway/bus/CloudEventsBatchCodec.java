package io.hookgate.gateway.bus;

import io.hookgate.model.EventCodec;
import io.hookgate.model.InvalidEventException;
import io.hookgate.rocketmq.codec.BatchCodec;
import io.hookgate.rocketmq.codec.UndecodableBatchException;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Frames events as the CloudEvents JSON Batch Format, so that anybody can read the topic. */
@ApplicationScoped
@Identifier("cloudevents-batch")
public class CloudEventsBatchCodec implements BatchCodec {

    @Override
    public byte[] join(List<byte[]> records) {
        return EventCodec.joinBatch(records);
    }

    @Override
    public List<byte[]> split(byte[] batch) throws UndecodableBatchException {
        try {
            return EventCodec.splitBatch(batch);
        } catch (InvalidEventException e) {
            throw new UndecodableBatchException("The body is not a batch in the CloudEvents JSON Batch Format", e);
        }
    }

    @Override
    public String contentType() {
        return "application/cloudevents-batch+json";
    }
}
