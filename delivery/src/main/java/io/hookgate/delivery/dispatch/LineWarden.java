package io.hookgate.delivery.dispatch;

import io.hookgate.delivery.ledger.HeldLines;
import io.hookgate.delivery.ledger.HeldLines.Held;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Ordering.OnFailure;
import io.hookgate.tenant.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Lets lines go on that are held although their subscription parks no more: it has another rule now, is not ordered any more,
 * or is gone; or the dead delivery is kept no more. It looks at some of them at a time. Several nodes may do so at once.
 */
@ApplicationScoped
public class LineWarden {
    private static final Logger LOG = Logger.getLogger(LineWarden.class);
    private static final int LINES_AT_ONCE = 1_000;

    private final Vertx vertx;
    private final HeldLines lines;
    private final Configuration configuration;
    private final DispatchConfig config;
    private volatile Held position = Held.FIRST;
    private volatile long timer = -1;

    LineWarden(Vertx vertx, HeldLines lines, Configuration configuration, DispatchConfig config) {
        this.vertx = vertx;
        this.lines = lines;
        this.configuration = configuration;
        this.config = config;
    }

    /** Begins to look, until {@link #stop}. */
    public void start() {
        timer = vertx.setPeriodic(config.heldLinesInterval().toMillis(), id -> look());
    }

    /** Looks no more. */
    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void look() {
        if (configuration.isLoaded()) {
            lines.after(position, LINES_AT_ONCE)
                    .compose(this::releaseFree)
                    .onFailure(failure -> LOG.warnf("The held lines could not be looked at: %s", failure));
        }
    }

    private Future<Void> releaseFree(List<Held> page) {
        position = page.size() == LINES_AT_ONCE ? page.get(page.size() - 1) : Held.FIRST;
        return lines.release(page.stream().filter(line -> !isParking(line)).toList());
    }

    private boolean isParking(Held line) {
        return !line.isForgotten()
                && configuration
                        .subscription(line.tenantId(), line.subscriptionId())
                        .flatMap(Subscription::ordering)
                        .map(ordering -> ordering.onFailure() == OnFailure.PARK)
                        .orElse(false);
    }
}
