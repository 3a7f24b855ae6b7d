package io.hookgate.gateway.ingress;

import io.hookgate.adapter.Reply;
import io.hookgate.gateway.requests.InboundRequestRecord;
import io.hookgate.gateway.requests.RequestLog;
import io.hookgate.model.IdGenerator;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Source;
import io.hookgate.tenant.quota.EventAllowance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * {@code ANY /in/{key}}: the webhook URLs.
 *
 * <p>A handler of the HTTP server itself, on the event loop; nothing in it blocks or asks the database.
 */
@ApplicationScoped
class IngressRoute {
    private static final Logger LOG = Logger.getLogger(IngressRoute.class);
    private static final String PREFIX = "/in/";
    private static final int MAX_KEY_LENGTH = 128;
    private static final int MAX_METHOD_LENGTH = 32;
    /** Before everything that signs in or sets bounds for the rest of the application; ingress has its own. */
    private static final int ORDER = -1000;

    private final Vertx vertx;
    private final Configuration configuration;
    private final RateLimits limits;
    private final EventAllowance allowance;
    private final Intake intake;
    private final RequestLog requestLog;
    private final IngressMetrics metrics;
    private final Clock clock;
    private final IdGenerator ids;
    private final IngressConfig config;
    private final RequestReader reader;

    IngressRoute(
            Vertx vertx,
            Configuration configuration,
            RateLimits limits,
            EventAllowance allowance,
            Intake intake,
            RequestLog requestLog,
            IngressMetrics metrics,
            Clock clock,
            IdGenerator ids,
            IngressConfig config,
            @ConfigProperty(name = "hookgate.public-url") String publicUrl) {
        this.vertx = vertx;
        this.configuration = configuration;
        this.limits = limits;
        this.allowance = allowance;
        this.intake = intake;
        this.requestLog = requestLog;
        this.metrics = metrics;
        this.clock = clock;
        this.ids = ids;
        this.config = config;
        this.reader = new RequestReader(publicUrl, config.maxHeaders(), config.maxTargetLength());
    }

    void register(@Observes Router router) {
        router.route(PREFIX + "*").order(ORDER).handler(this::handle).failureHandler(this::answerFailure);
    }

    /** A request that the router refuses, such as one without a host; anything else is a fault of ours. */
    private void answerFailure(RoutingContext context) {
        if (context.statusCode() >= 400 && context.statusCode() < 500) {
            send(context.request(), IngressProblem.reply(400, "malformed-request", "The request is malformed."));
            return;
        }
        LOG.error("A request could not be handled", context.failure());
        Answer answer = unavailable("internal-error", "The request could not be handled.");
        send(context.request(), answer.reply());
    }

    private Answer unavailable(String code, String detail) {
        return Answer.unavailable(code, detail, config.retryAfter().toSeconds());
    }

    private void handle(RoutingContext context) {
        long start = System.nanoTime();
        HttpServerRequest request = context.request();
        if (!configuration.isLoaded()) {
            discardBody(request);
            send(request, unavailable("starting", "The gateway is starting.").reply());
            return;
        }
        Optional<Source> source = key(request).flatMap(configuration::sourceByIngressKey);
        if (source.isEmpty()) {
            discardBody(request);
            metrics.unknownKey(start);
            send(request, IngressProblem.reply(404, "unknown-source", "There is no such webhook URL."));
            return;
        }
        take(source.get(), request, start);
    }

    private static Optional<String> key(HttpServerRequest request) {
        String path = request.path();
        if (path == null || !path.startsWith(PREFIX) || path.length() > PREFIX.length() + MAX_KEY_LENGTH) {
            return Optional.empty();
        }
        return Optional.of(path.substring(PREFIX.length()));
    }

    private void take(Source source, HttpServerRequest request, long start) {
        Arrival arrival = new Arrival(source, request, clock.instant(), start);
        Optional<RateLimits.Excess> excess = limits.count(source);
        if (excess.isPresent()) {
            refuse(arrival, Answer.tooMany(excess.get()));
            return;
        }
        if (!source.enabled()) {
            refuse(arrival, Answer.refused(403, "source-disabled", "The source is disabled."));
            return;
        }
        if (allowance.isUsedUp(source.tenantId())) {
            refuse(arrival, intake.dayUsedUp(source.tenantId()));
            return;
        }
        RequestReader.Head head = reader.head(request);
        if (head instanceof RequestReader.Head.Refused refused) {
            refuse(arrival, refused.answer());
            return;
        }
        RequestReader.Head.Read readable = (RequestReader.Head.Read) head;
        long limit = bodyLimit(source);
        BodyReader.read(vertx, request, limit, BodyReader.millis(config.bodyTimeout()))
                .onSuccess(body -> {
                    int size = body instanceof BodyReader.Body.Complete complete ? complete.bytes().length : 0;
                    answer(source, readable, body, limit).onSuccess(answer -> finish(arrival, size, answer));
                });
    }

    private long bodyLimit(Source source) {
        long most = config.maxBodySize().asLongValue();
        return Math.min(
                most, configuration.quotas(source.tenantId()).payloadBytes().orElse(most));
    }

    /** A request for a source that is known. */
    private record Arrival(Source source, HttpServerRequest request, Instant receivedAt, long startNanos) {}

    private void refuse(Arrival arrival, Answer answer) {
        discardBody(arrival.request());
        finish(arrival, 0, answer);
    }

    private void finish(Arrival arrival, int bodyBytes, Answer answer) {
        send(arrival.request(), answer.reply());
        metrics.answered(answer, arrival.startNanos());
        requestLog.add(entry(arrival, bodyBytes, answer));
    }

    private void discardBody(HttpServerRequest request) {
        BodyReader.discard(request, config.maxBodySize().asLongValue());
    }

    private Future<Answer> answer(Source source, RequestReader.Head.Read head, BodyReader.Body body, long limit) {
        if (body instanceof BodyReader.Body.TooLarge) {
            return refused(413, "payload-too-large", "The body is larger than " + limit + " bytes.");
        }
        if (body instanceof BodyReader.Body.TooSlow) {
            return refused(
                    408,
                    "body-timeout",
                    "The body did not arrive within " + config.bodyTimeout().toSeconds() + " seconds.");
        }
        if (body instanceof BodyReader.Body.Broken) {
            return refused(400, "body-incomplete", "The body did not arrive as a whole.");
        }
        return intake.receive(source, head.with(((BodyReader.Body.Complete) body).bytes()));
    }

    private static Future<Answer> refused(int status, String code, String detail) {
        return Future.succeededFuture(Answer.refused(status, code, detail));
    }

    private static void send(HttpServerRequest request, Reply reply) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        Future<Void> sent = response.end(Buffer.buffer(reply.body()));
        if (BodyReader.isAwaited(request)) {
            // Nobody knows whether the rest of the body will ever come, so nothing can follow on this connection.
            sent.onComplete(done -> request.connection().close());
        }
    }

    private InboundRequestRecord entry(Arrival arrival, int bodyBytes, Answer answer) {
        String method = arrival.request().method().name();
        return new InboundRequestRecord(
                ids.next(),
                arrival.source().tenantId(),
                arrival.source().id(),
                arrival.receivedAt(),
                answer.outcome(),
                answer.cause().orElse(null),
                answer.detail().orElse(null),
                method.length() > MAX_METHOD_LENGTH ? method.substring(0, MAX_METHOD_LENGTH) : method,
                answer.reply().status(),
                bodyBytes,
                Optional.ofNullable(arrival.request().remoteAddress())
                        .map(address -> address.hostAddress())
                        .orElse(""),
                answer.events());
    }
}
