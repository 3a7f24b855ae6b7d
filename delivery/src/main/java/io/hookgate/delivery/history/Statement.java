package io.hookgate.delivery.history;

import io.vertx.mutiny.sqlclient.Tuple;

/** A statement that is put together from fixed texts; values are parameters, always. */
final class Statement {
    private final StringBuilder text = new StringBuilder();
    private final Tuple values = Tuple.tuple();

    /** Goes on with a fixed text. */
    Statement add(String fixed) {
        text.append(fixed);
        return this;
    }

    /** Goes on with a fixed text in which {@code ?} stands for the value, wherever it appears. */
    Statement add(String fixed, Object value) {
        values.addValue(value);
        text.append(fixed.replace("?", "$" + values.size()));
        return this;
    }

    String text() {
        return text.toString();
    }

    Tuple values() {
        return values;
    }
}
