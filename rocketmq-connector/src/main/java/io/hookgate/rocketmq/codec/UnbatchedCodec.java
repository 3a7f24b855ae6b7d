package io.hookgate.rocketmq.codec;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** No framing: every record is a bus message of its own, as other RocketMQ applications send and expect it. */
@ApplicationScoped
@Identifier(UnbatchedCodec.NAME)
public class UnbatchedCodec implements BatchCodec {

    /** The codec's name for {@code batch-codec}. */
    public static final String NAME = "none";

    @Override
    public byte[] join(List<byte[]> records) {
        if (records.size() != 1) {
            throw new IllegalArgumentException("One record at a time");
        }
        return records.get(0);
    }

    @Override
    public List<byte[]> split(byte[] batch) {
        return List.of(batch);
    }

    @Override
    public String contentType() {
        return "application/octet-stream";
    }

    @Override
    public int maxRecords() {
        return 1;
    }
}
