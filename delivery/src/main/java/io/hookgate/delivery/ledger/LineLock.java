package io.hookgate.delivery.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import java.util.function.Function;

/**
 * Changes who is in a line while nobody else does. The triggers of the ledger lock too, but one line after another; whoever
 * changes several at once must lock them beforehand, so that two of them never wait for each other.
 */
final class LineLock {
    private static final String LOCK = "SELECT lock_lines($1)";

    private LineLock() {}

    /** Runs what is given in a transaction that holds the lines. Each of its statements sees all that was there before. */
    static <T> Future<T> holding(Pool pool, UUID[] lines, Function<SqlConnection, Future<T>> change) {
        return pool.withTransaction(connection ->
                connection.preparedQuery(LOCK).execute(Tuple.of(lines)).compose(locked -> change.apply(connection)));
    }
}
