package io.hookgate.rocketmq.codec;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Frames arbitrary records: four bytes of length, big endian, before each. */
@ApplicationScoped
@Identifier(LengthPrefixedBatchCodec.NAME)
public class LengthPrefixedBatchCodec implements BatchCodec {

    /** The codec's name for {@code batch-codec}. */
    public static final String NAME = "length-prefixed";

    @Override
    public byte[] join(List<byte[]> records) {
        int size = 0;
        for (byte[] entry : records) {
            size = Math.addExact(size, Math.addExact(Integer.BYTES, entry.length));
        }
        ByteBuffer batch = ByteBuffer.allocate(size);
        for (byte[] entry : records) {
            batch.putInt(entry.length).put(entry);
        }
        return batch.array();
    }

    @Override
    public List<byte[]> split(byte[] batch) throws UndecodableBatchException {
        ByteBuffer rest = ByteBuffer.wrap(batch);
        List<byte[]> records = new ArrayList<>();
        while (rest.hasRemaining()) {
            records.add(next(rest));
        }
        if (records.isEmpty()) {
            throw new UndecodableBatchException("The batch is empty");
        }
        return records;
    }

    private static byte[] next(ByteBuffer rest) throws UndecodableBatchException {
        if (rest.remaining() < Integer.BYTES) {
            throw new UndecodableBatchException("The batch ends within a length");
        }
        int length = rest.getInt();
        if (length < 0 || length > rest.remaining()) {
            throw new UndecodableBatchException(
                    "A length of " + length + " where " + rest.remaining() + " bytes are left");
        }
        byte[] entry = new byte[length];
        rest.get(entry);
        return entry;
    }

    @Override
    public String contentType() {
        return "application/vnd.smallrye.rocketmq-batch";
    }
}
