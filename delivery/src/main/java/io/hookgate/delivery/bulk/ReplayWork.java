package io.hookgate.delivery.bulk;

import io.hookgate.delivery.bulk.JobScope.Replay;
import io.hookgate.delivery.history.Statement;
import io.hookgate.delivery.ledger.Replays;
import io.hookgate.delivery.ledger.TimeBound;
import io.hookgate.model.DeliveryId;
import io.hookgate.model.EventId;
import io.hookgate.model.EventJson;
import io.hookgate.model.IdGenerator;
import io.hookgate.model.SubscriptionId;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Sends events again, the oldest first, to one subscription or to all that match them now. */
@ApplicationScoped
class ReplayWork implements Work {
    private final Vertx vertx;
    private final Replays replays;
    private final Configuration configuration;
    private final IdGenerator ids;

    ReplayWork(Vertx vertx, Replays replays, Configuration configuration, IdGenerator ids) {
        this.vertx = vertx;
        this.replays = replays;
        this.configuration = configuration;
        this.ids = ids;
    }

    @Override
    public int phases(Job job) {
        return 1;
    }

    @Override
    public Future<Long> count(SqlConnection connection, Job job) {
        Statement statement = new Statement().add("SELECT count(*) FROM (SELECT id ");
        addRows(statement, job);
        statement.add(" LIMIT " + MOST_COUNTED + ") AS found");
        return connection
                .preparedQuery(statement.text())
                .execute(statement.values().getDelegate())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    @Override
    public Future<Slice> next(SqlConnection connection, Job job, int limit) {
        Statement statement = new Statement().add("SELECT id, ordering_key, payload ");
        addRows(statement, job);
        statement.add(" AND id > ?", job.position()).add(" ORDER BY id LIMIT ?", limit);
        return connection
                .preparedQuery(statement.text())
                .execute(statement.values().getDelegate())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList())
                .compose(events -> vertx.executeBlocking(() -> match(job, events), false)
                        .compose(made -> replays.open(connection, job.tenantId(), made, job.id())
                                .map(opened -> slice(events, made.size(), limit))));
    }

    private static Slice slice(List<Row> events, int made, int limit) {
        UUID last = events.isEmpty() ? null : events.get(events.size() - 1).getUUID("id");
        return new Slice(events.size(), made, last, events.size() == limit);
    }

    private List<Replays.Replay> match(Job job, List<Row> events) {
        return events.stream()
                .flatMap(event -> targets(job, event).stream()
                        .map(target -> Replays.Replay.of(
                                new DeliveryId(ids.next()),
                                new EventId(event.getUUID("id")),
                                event.getString("ordering_key"),
                                target)))
                .toList();
    }

    private List<Subscription> targets(Job job, Row event) {
        Replay scope = scope(job);
        UUID wanted = scope.subscriptionId();
        if (wanted == null) {
            return matching(job, event);
        }
        SubscriptionId id = new SubscriptionId(wanted);
        return scope.onlyMatching()
                ? matching(job, event).stream()
                        .filter(subscription -> subscription.id().equals(id))
                        .toList()
                : configuration.subscription(job.tenantId(), id).stream().toList();
    }

    private List<Subscription> matching(Job job, Row event) {
        try {
            return configuration.matching(
                    job.tenantId(),
                    EventJson.envelopeMapper()
                            .readTree(event.getBuffer("payload").getBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger holds an event that is not valid JSON", e);
        }
    }

    private static void addRows(Statement statement, Job job) {
        Replay scope = scope(job);
        statement
                .add("FROM event WHERE tenant_id = ?", job.tenantId().value())
                .add(" AND id >= ?", TimeBound.at(scope.from()))
                .add(" AND id < ?", TimeBound.at(scope.to()));
        if (scope.type() != null) {
            statement.add(" AND hashtextextended(type, 0) = hashtextextended(?, 0) AND type = ?", scope.type());
        }
        if (scope.sourceId() != null) {
            statement.add(" AND source_id = ?", scope.sourceId());
        }
        if (scope.subject() != null) {
            statement.add(
                    " AND hashtextextended(subject, 0) = hashtextextended(?, 0) AND subject = ?", scope.subject());
        }
    }

    private static Replay scope(Job job) {
        return (Replay) job.scope();
    }
}
