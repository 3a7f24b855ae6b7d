package io.hookgate.delivery.bulk;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/** A kind of bulk work. Every method runs in the transaction of one slice. */
interface Work {
    /** More than these are not counted. */
    int MOST_COUNTED = 1_000_000;

    /** How many kinds of rows are worked on, one after the other. */
    int phases(Job job);

    /** How many rows there are to work on. */
    Future<Long> count(SqlConnection connection, Job job);

    /** Works on the next rows of the job's phase, up to {@code limit}. */
    Future<Slice> next(SqlConnection connection, Job job, int limit);
}
