package io.hookgate.gateway.ingress;

import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.Reply;
import io.hookgate.gateway.requests.InboundRequestRecord;
import io.hookgate.gateway.requests.RequestLog;
import io.hookgate.model.IdGenerator;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Source;
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

/**
 * {@code ANY /in/{key}}: the webhook URLs.
 *
 * <p>A handler of the HTTP server itself, on the event loop; nothing in it blocks or asks the database.
 */
@ApplicationScoped
class IngressRoute {
    private static final String PREFIX = "/in/";
    private static final int MAX_KEY_LENGTH = 128;

    private final Vertx vertx;
    private final Configuration configuration;
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
            Intake intake,
            RequestLog requestLog,
            IngressMetrics metrics,
            Clock clock,
            IdGenerator ids,
            IngressConfig config,
            @ConfigProperty(name = "hookgate.public-url") String publicUrl) {
        this.vertx = vertx;
        this.configuration = configuration;
        this.intake = intake;
        this.requestLog = requestLog;
        this.metrics = metrics;
        this.clock = clock;
        this.ids = ids;
        this.config = config;
        this.reader = new RequestReader(publicUrl);
    }

    void register(@Observes Router router) {
        router.route(PREFIX + "*").handler(this::handle);
    }

    private void handle(RoutingContext context) {
        long start = System.nanoTime();
        HttpServerRequest request = context.request();
        if (!configuration.isLoaded()) {
            Answer answer = Answer.unavailable(
                    "starting", "The gateway is starting.", config.retryAfter().toSeconds());
            request.resume();
            send(request.response(), answer.reply());
            return;
        }
        Optional<Source> source = key(request).flatMap(configuration::sourceByIngressKey);
        if (source.isEmpty()) {
            request.resume();
            metrics.unknownKey(start);
            send(request.response(), IngressProblem.reply(404, "unknown-source", "There is no such webhook URL."));
            return;
        }
        take(source.get(), request, start);
    }

    private static Optional<String> key(HttpServerRequest request) {
        String path = request.path();
        if (path == null || path.length() > PREFIX.length() + MAX_KEY_LENGTH) {
            return Optional.empty();
        }
        return Optional.of(path.substring(PREFIX.length()));
    }

    private void take(Source source, HttpServerRequest request, long start) {
        Instant receivedAt = clock.instant();
        BodyReader.read(vertx, request, config.maxBodySize().asLongValue(), BodyReader.millis(config.bodyTimeout()))
                .onSuccess(body -> {
                    int size = body instanceof BodyReader.Body.Complete complete ? complete.bytes().length : 0;
                    answer(source, request, body).onSuccess(answer -> {
                        send(request.response(), answer.reply());
                        metrics.answered(answer, start);
                        requestLog.add(entry(source, request, receivedAt, size, answer));
                    });
                });
    }

    private Future<Answer> answer(Source source, HttpServerRequest request, BodyReader.Body body) {
        if (body instanceof BodyReader.Body.TooLarge) {
            return refused(413, "payload-too-large", "The body is larger than this source takes.");
        }
        if (body instanceof BodyReader.Body.TooSlow) {
            return refused(408, "body-timeout", "The body did not arrive in time.");
        }
        if (body instanceof BodyReader.Body.Broken) {
            return refused(400, "body-incomplete", "The body did not arrive as a whole.");
        }
        if (!source.enabled()) {
            return refused(403, "source-disabled", "The source is disabled.");
        }
        byte[] bytes = ((BodyReader.Body.Complete) body).bytes();
        Optional<InboundRequest> inbound = reader.read(request, bytes);
        if (inbound.isEmpty()) {
            return refused(400, "bad-request-target", "The URL of the request is not valid.");
        }
        return intake.receive(source, inbound.get());
    }

    private static Future<Answer> refused(int status, String code, String detail) {
        return Future.succeededFuture(Answer.refused(status, code, detail));
    }

    private static void send(HttpServerResponse response, Reply reply) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        response.end(Buffer.buffer(reply.body()));
    }

    private InboundRequestRecord entry(
            Source source, HttpServerRequest request, Instant receivedAt, int size, Answer answer) {
        return new InboundRequestRecord(
                ids.next(),
                source.tenantId(),
                source.id(),
                receivedAt,
                answer.outcome(),
                answer.cause().orElse(null),
                answer.detail().orElse(null),
                request.method().name(),
                answer.reply().status(),
                size,
                Optional.ofNullable(request.remoteAddress())
                        .map(address -> address.hostAddress())
                        .orElse(""),
                answer.events());
    }
}
