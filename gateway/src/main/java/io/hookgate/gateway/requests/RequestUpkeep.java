package io.hookgate.gateway.requests;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Makes the partitions of the coming days and drops those past retention; harmless on several nodes at once. */
@ApplicationScoped
class RequestUpkeep {
    private static final Logger LOG = Logger.getLogger(RequestUpkeep.class);
    private static final int DAYS_AHEAD = 3;

    private final Pool pool;
    private final Clock clock;
    private final RequestLogConfig config;

    RequestUpkeep(Pool pool, Clock clock, RequestLogConfig config) {
        this.pool = pool;
        this.clock = clock;
        this.config = config;
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> roll() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Tuple days = Tuple.of(today.minusDays(config.retention().toDays()), today.plusDays(DAYS_AHEAD));
        return pool.preparedQuery("SELECT roll_inbound_request($1, $2)")
                .execute(days)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("The partitions of inbound requests could not be renewed: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}
