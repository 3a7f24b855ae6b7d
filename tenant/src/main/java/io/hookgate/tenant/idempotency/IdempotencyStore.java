package io.hookgate.tenant.idempotency;

import io.hookgate.tenant.secret.SecretVault;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps claims and answers in the table {@code idempotent_request}; time is the database's. */
@ApplicationScoped
class IdempotencyStore {
    private static final Logger LOG = Logger.getLogger(IdempotencyStore.class);
    private static final String CLAIM = """
            INSERT INTO idempotent_request AS request (tenant_id, caller, key, request_hash, claimed_at)
            VALUES ($1, $2, $3, $4, now())
            ON CONFLICT (tenant_id, caller, key) DO UPDATE
            SET request_hash = excluded.request_hash, claimed_at = now(), status = NULL, location = NULL, response = NULL
            WHERE request.claimed_at < now() - $5 * interval '1 millisecond'
                OR (request.status IS NULL AND request.claimed_at < now() - $6 * interval '1 millisecond')
            RETURNING claimed_at
            """;
    private static final String FIND = """
            SELECT request_hash, status, location, response FROM idempotent_request
            WHERE tenant_id = $1 AND caller = $2 AND key = $3
            """;
    private static final String ANSWER = """
            UPDATE idempotent_request SET status = $5, location = $6, response = $7
            WHERE tenant_id = $1 AND caller = $2 AND key = $3 AND claimed_at = $4
            """;
    private static final String RELEASE = """
            DELETE FROM idempotent_request
            WHERE tenant_id = $1 AND caller = $2 AND key = $3 AND claimed_at = $4
            """;
    private static final String FORGET =
            "DELETE FROM idempotent_request WHERE claimed_at < now() - $1 * interval '1 millisecond'";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Pool pool;
    private final SecretVault vault;
    private final IdempotencyConfig config;

    IdempotencyStore(Pool pool, SecretVault vault, IdempotencyConfig config) {
        this.pool = pool;
        this.vault = vault;
        this.config = config;
    }

    /** Claims the key for a request, or finds what became of the request that has it. */
    Uni<Claim> claim(RequestKey key, byte[] requestHash) {
        Tuple values = tuple(key)
                .addBuffer(Buffer.buffer(requestHash))
                .addLong(config.retention().toMillis())
                .addLong(config.abandonedAfter().toMillis());
        return execute(CLAIM, values).chain(rows -> {
            RowIterator<Row> claimed = rows.iterator();
            return claimed.hasNext()
                    ? Uni.createFrom().item(new Claim.New(key, claimed.next().getOffsetDateTime("claimed_at")))
                    : find(key, requestHash);
        });
    }

    /** Keeps the answer. */
    Uni<Void> answer(Claim.New claim, int status, @Nullable String location, byte @Nullable [] body) {
        Tuple values = tuple(claim.key())
                .addOffsetDateTime(claim.claimedAt())
                .addInteger(status)
                .addString(location)
                .addBuffer(
                        body == null
                                ? null
                                : Buffer.buffer(vault.seal(body, claim.key().place())));
        return execute(ANSWER, values).replaceWithVoid();
    }

    /** Gives the key back: nothing has been done, and the request may be made again. */
    Uni<Void> release(Claim.New claim) {
        return execute(RELEASE, tuple(claim.key()).addOffsetDateTime(claim.claimedAt()))
                .replaceWithVoid();
    }

    @Scheduled(every = "1h", delayed = "10m")
    Uni<Void> forgetOld() {
        return execute(FORGET, Tuple.of(config.retention().toMillis()))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf("Old answers are forgotten later: %s", failure.toString());
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Claim> find(RequestKey key, byte[] requestHash) {
        return execute(FIND, tuple(key)).map(rows -> {
            RowIterator<Row> found = rows.iterator();
            // Gone since: whoever had it has just failed, and the caller may try again.
            return found.hasNext() ? judge(key, requestHash, found.next()) : new Claim.UnderWay();
        });
    }

    private Claim judge(RequestKey key, byte[] requestHash, Row row) {
        if (!Arrays.equals(row.getBuffer("request_hash").getBytes(), requestHash)) {
            return new Claim.OtherRequest();
        }
        Integer status = row.getInteger("status");
        if (status == null) {
            return new Claim.UnderWay();
        }
        Buffer response = row.getBuffer("response");
        return new Claim.Answered(
                status,
                row.getString("location"),
                response == null ? null : vault.open(response.getBytes(), key.place()));
    }

    private Uni<RowSet<Row>> execute(String sql, Tuple values) {
        return pool.preparedQuery(sql)
                .execute(values)
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }

    private static Tuple tuple(RequestKey key) {
        return Tuple.tuple()
                .addUUID(key.tenantId().value())
                .addString(key.caller())
                .addString(key.key());
    }
}
