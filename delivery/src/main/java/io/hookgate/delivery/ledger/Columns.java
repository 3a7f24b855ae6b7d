package io.hookgate.delivery.ledger;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Turns a list into the parameters of a statement with {@code unnest}: one array for each column. */
final class Columns<T> {
    private final List<T> items;
    private final Tuple tuple;

    Columns(List<T> items) {
        this(items, Tuple.tuple());
    }

    /** Goes on with the parameters of a statement. */
    Columns(List<T> items, Tuple tuple) {
        this.items = items;
        this.tuple = tuple;
    }

    /** Goes on with the columns of another list in the same statement. */
    <U> Columns<U> with(List<U> more) {
        return new Columns<>(more, tuple);
    }

    Columns<T> uuids(Function<T, @Nullable UUID> value) {
        tuple.addArrayOfUUID(fill(new UUID[items.size()], value));
        return this;
    }

    Columns<T> texts(Function<T, @Nullable String> value) {
        tuple.addArrayOfString(fill(new String[items.size()], value));
        return this;
    }

    Columns<T> times(Function<T, @Nullable Instant> value) {
        tuple.addArrayOfOffsetDateTime(fill(new OffsetDateTime[items.size()], item -> utc(value.apply(item))));
        return this;
    }

    Columns<T> bytes(Function<T, byte @Nullable []> value) {
        tuple.addArrayOfBuffer(fill(new Buffer[items.size()], item -> buffer(value.apply(item))));
        return this;
    }

    Columns<T> integers(Function<T, @Nullable Integer> value) {
        tuple.addArrayOfInteger(fill(new Integer[items.size()], value));
        return this;
    }

    Columns<T> ints(ToIntFunction<T> value) {
        return integers(value::applyAsInt);
    }

    Columns<T> value(UUID value) {
        tuple.addUUID(value);
        return this;
    }

    Tuple tuple() {
        return tuple;
    }

    private <V> V[] fill(V[] column, Function<T, @Nullable V> value) {
        for (int i = 0; i < column.length; i++) {
            setElement(column, i, value.apply(items.get(i)));
        }
        return column;
    }

    @SuppressWarnings("NullAway") // a column may hold SQL NULL
    private static <V> void setElement(V[] column, int index, @Nullable V value) {
        column[index] = value;
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Buffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes);
    }
}
