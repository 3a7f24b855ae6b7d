package io.hookgate.delivery.history;

import io.vertx.mutiny.sqlclient.Tuple;

/** A statement that is put together from fixed texts; values are parameters, always. */
public final class Statement {
    private final StringBuilder text = new StringBuilder();
    private final Tuple values = Tuple.tuple();

    /** Goes on with a fixed text. */
    public Statement add(String fixed) {
        text.append(fixed);
        return this;
    }

    /** Goes on with a fixed text in which {@code ?} stands for the value, wherever it appears. */
    public Statement add(String fixed, Object value) {
        values.addValue(value);
        text.append(fixed.replace("?", "$" + values.size()));
        return this;
    }

    /** The text with the numbers of the parameters. */
    public String text() {
        return text.toString();
    }

    /** The parameters. */
    public Tuple values() {
        return values;
    }
}
