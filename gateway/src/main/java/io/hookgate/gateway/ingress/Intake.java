package io.hookgate.gateway.ingress;

import io.cloudevents.CloudEvent;
import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.Reply;
import io.hookgate.model.EventCodec;
import io.hookgate.model.EventEnvelope;
import io.hookgate.model.EventId;
import io.hookgate.model.ExtensionNames;
import io.hookgate.model.IdGenerator;
import io.hookgate.model.InvalidEventException;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Source;
import io.hookgate.tenant.quota.EventAllowance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Lets a source's adapter judge a request and makes the events durable before the sender is answered.
 *
 * <p>Called on the request's event loop; the futures complete there and never fail.
 */
@ApplicationScoped
class Intake {
    private static final Logger LOG = Logger.getLogger(Intake.class);
    private static final Pattern TRACE_PARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int MAX_FETCHES = 2;

    private final Vertx vertx;
    private final EventPublisher publisher;
    private final ProviderDocuments documents;
    private final EventAllowance allowance;
    private final Clock clock;
    private final IdGenerator ids;
    private final IngressConfig config;
    private final AtomicInteger inFlight = new AtomicInteger();

    Intake(
            Vertx vertx,
            EventPublisher publisher,
            ProviderDocuments documents,
            EventAllowance allowance,
            Clock clock,
            IdGenerator ids,
            IngressConfig config) {
        this.vertx = vertx;
        this.publisher = publisher;
        this.documents = documents;
        this.allowance = allowance;
        this.clock = clock;
        this.ids = ids;
        this.config = config;
    }

    Future<Answer> receive(Source source, InboundRequest request) {
        // Composed, so that not even an error that is thrown leaves the sender without an answer.
        return Future.<Void>succeededFuture()
                .compose(ignored -> judge(source, request, MAX_FETCHES))
                .recover(failure -> {
                    LOG.errorf(failure, "A request could not be handled, sourceId=%s", source.id());
                    return Future.succeededFuture(unavailable("internal-error", "The request could not be handled."));
                });
    }

    private Future<Answer> judge(Source source, InboundRequest request, int fetches) {
        return ask(source, request).compose(result -> {
            if (result instanceof AdapterResult.Accepted accepted) {
                return accept(source, request, accepted);
            }
            if (result instanceof AdapterResult.Challenge challenge) {
                return challenge
                        .confirmation()
                        .map(address -> documents.confirm(address).map(confirmed -> confirmed(challenge, confirmed)))
                        .orElseGet(() -> Future.succeededFuture(Answer.challenge(challenge.reply())));
            }
            if (result instanceof AdapterResult.Rejected rejected) {
                return Future.succeededFuture(Answer.rejected(rejected.cause(), rejected.detail(), rejected.reply()));
            }
            AdapterResult.DocumentsNeeded needed = (AdapterResult.DocumentsNeeded) result;
            if (fetches == 0) {
                return Future.succeededFuture(withoutDocuments(needed));
            }
            return documents.fetch(needed.addresses()).compose(done -> judge(source, request, fetches - 1));
        });
    }

    private Answer withoutDocuments(AdapterResult.DocumentsNeeded needed) {
        return needed.addresses().stream()
                .filter(documents::isAbsent)
                .findFirst()
                .map(absent -> Answer.rejected(
                        RejectionCause.SIGNATURE_MISMATCH,
                        "There is no certificate or key set at its address; host " + absent.getHost(),
                        Reply.empty(RejectionCause.SIGNATURE_MISMATCH.status())))
                .orElseGet(() -> unavailable(
                        "documents-unavailable", "What the signature is checked with could not be fetched."));
    }

    private Future<AdapterResult> ask(Source source, InboundRequest request) {
        Instant now = clock.instant();
        if (request.body().length < config.workerThreshold().asLongValue()) {
            return Future.succeededFuture(source.protocol().receive(request, documents, now));
        }
        return vertx.executeBlocking(() -> source.protocol().receive(request, documents, now), false);
    }

    private Answer confirmed(AdapterResult.Challenge challenge, boolean confirmed) {
        return confirmed
                ? Answer.challenge(challenge.reply())
                : unavailable("confirmation-failed", "The provider's confirmation address could not be fetched.");
    }

    private Future<Answer> accept(Source source, InboundRequest request, AdapterResult.Accepted accepted) {
        if (accepted.events().isEmpty()) {
            return Future.succeededFuture(Answer.accepted(accepted.reply(), 0));
        }
        List<EventEnvelope> events;
        try {
            events = seal(source, request, accepted.events());
        } catch (InvalidEventException e) {
            return Future.succeededFuture(Answer.rejected(
                    RejectionCause.UNMAPPABLE,
                    String.valueOf(e.getMessage()),
                    Reply.empty(RejectionCause.UNMAPPABLE.status())));
        }
        if (inFlight.incrementAndGet() > config.maxInFlight()) {
            inFlight.decrementAndGet();
            return Future.succeededFuture(unavailable("overloaded", "Too many events are waiting for the broker."));
        }
        Optional<EventAllowance.Share> share = allowance.take(source.tenantId(), events.size());
        if (share.isEmpty()) {
            inFlight.decrementAndGet();
            return Future.succeededFuture(dayUsedUp(source.tenantId()));
        }
        return Future.fromCompletionStage(publisher.publish(events), vertx.getOrCreateContext())
                .map(confirmed -> Answer.accepted(accepted.reply(), events.size()))
                .otherwise(failure -> {
                    LOG.debugf(failure, "Events were not stored, sourceId=%s", source.id());
                    share.get().giveBack();
                    return unavailable("bus-unavailable", "The broker did not confirm the events in time.");
                })
                .onComplete(done -> inFlight.decrementAndGet());
    }

    /** What is answered when fewer events are left of the tenant's allowance than a request brings. */
    Answer dayUsedUp(TenantId tenantId) {
        Duration left = Duration.between(clock.instant(), allowance.nextDay());
        return Answer.dayUsedUp(allowance.perDay(tenantId).orElse(0), left.toSeconds() + 1);
    }

    private List<EventEnvelope> seal(Source source, InboundRequest request, List<CloudEvent> accepted)
            throws InvalidEventException {
        Instant now = clock.instant();
        Map<String, String> trace = request.header(ExtensionNames.TRACE_PARENT)
                .filter(value -> TRACE_PARENT.matcher(value).matches())
                .map(value -> Map.of(ExtensionNames.TRACE_PARENT, value))
                .orElse(Map.of());
        List<EventEnvelope> events = new ArrayList<>(accepted.size());
        for (CloudEvent event : accepted) {
            events.add(EventCodec.seal(event, new EventId(ids.next()), source.tenantId(), source.id(), now, trace));
        }
        return events;
    }

    private Answer unavailable(String code, String detail) {
        return Answer.unavailable(code, detail, config.retryAfter().toSeconds());
    }
}
