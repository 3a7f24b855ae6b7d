package io.hookgate.delivery.attempt;

import io.hookgate.delivery.attempt.Call.CallException;
import io.hookgate.delivery.attempt.Message.UntransformableException;
import io.hookgate.delivery.attempt.Outcome.Delivered;
import io.hookgate.delivery.attempt.Outcome.Permanent;
import io.hookgate.delivery.attempt.Outcome.Retryable;
import io.hookgate.delivery.attempt.Outcome.Untried;
import io.hookgate.delivery.ledger.Attempt;
import io.hookgate.delivery.ledger.OpenDelivery;
import io.hookgate.routing.Transformation;
import io.hookgate.tenant.Authentication;
import io.hookgate.tenant.Authentication.ApiKey;
import io.hookgate.tenant.Authentication.Basic;
import io.hookgate.tenant.Authentication.Bearer;
import io.hookgate.tenant.Authentication.ClientCredentials;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.RetryPolicy.StatusAction;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One attempt while it is being made. Belongs to one event loop. */
final class Exchange {
    private static final int UNAUTHORIZED = 401;
    private static final int GONE = 410;
    private static final String TRANSFORMATION_FAILED = "transformation-failed";
    private static final String GONE_CAUSE = "gone";
    private static final String STATUS_RULE = "status-rule";
    private static final int MAX_DETAIL = 500;
    private static final Set<String> OWN_HEADERS = Set.of(
            "host",
            "content-length",
            "content-type",
            "transfer-encoding",
            "connection",
            "user-agent",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature");

    private final AttemptSender sender;
    private final Endpoint endpoint;
    private final Transformation transformation;
    private final OpenDelivery delivery;
    private final int number;
    private final Instant startedAt;
    private final long startNanos = System.nanoTime();
    private final Promise<AttemptResult> result = Promise.promise();
    private ResponseRecord response;
    private @Nullable String detail;
    private long timer;
    private @Nullable Call call;
    private boolean renewed;

    Exchange(AttemptSender sender, Endpoint endpoint, Transformation transformation, OpenDelivery delivery) {
        this.sender = sender;
        this.endpoint = endpoint;
        this.transformation = transformation;
        this.delivery = delivery;
        this.number = delivery.attempts() + 1;
        this.startedAt = sender.clock().instant();
        this.response = newRecord();
    }

    private ResponseRecord newRecord() {
        return new ResponseRecord(
                (int) sender.config().recordedBody().asLongValue(),
                sender.config().discardedBody().asLongValue());
    }

    Future<AttemptResult> begin() {
        byte[] event = delivery.event();
        if (event == null) {
            end(new Permanent(Failure.EVENT_EXPIRED, Failure.EVENT_EXPIRED.code(), false));
            return result.future();
        }
        Optional<Target> target = Target.of(endpoint.url());
        if (target.isEmpty()) {
            fail(Failure.INVALID_URL);
            return result.future();
        }
        message(event).onComplete(made -> {
            if (made.succeeded()) {
                timer = sender.vertx()
                        .setTimer(Math.max(1, endpoint.limits().timeout().toMillis()), id -> timeOut());
                authenticate(target.get(), made.result());
            } else {
                untransformed(made.cause());
            }
        });
        return result.future();
    }

    private Future<Message> message(byte[] event) {
        if (transformation.isComplete()) {
            return Future.succeededFuture(Message.of(endpoint.payload(), event));
        }
        return sender.transformations().run(delivery.tenantId(), () -> Message.transformed(transformation, event));
    }

    /** The same event will fail again; only if it was not the transformation's fault, another attempt may help. */
    private void untransformed(Throwable cause) {
        if (cause instanceof UntransformableException untransformable) {
            detail = printable(untransformable.getMessage());
            end(new Permanent(Failure.TRANSFORMATION, TRANSFORMATION_FAILED, false));
        } else {
            fail(Failure.TRANSFORMATION);
        }
    }

    /** The reason may hold anything that an event or an expression has in it. */
    private static String printable(@Nullable String reason) {
        String line = String.valueOf(reason).replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= MAX_DETAIL ? line : line.substring(0, MAX_DETAIL) + '…';
    }

    private void authenticate(Target target, Message message) {
        Authentication authentication = endpoint.authentication();
        if (authentication instanceof ClientCredentials client) {
            sender.tokens().token(endpoint, client).onComplete(got -> {
                if (got.succeeded()) {
                    send(target, message, "Bearer " + got.result(), refusal -> renew(client, refusal, target, message));
                } else {
                    fail(failure(got.cause()));
                }
            });
        } else if (authentication instanceof Basic basic) {
            byte[] pair = (basic.username() + ':' + basic.password()).getBytes(StandardCharsets.UTF_8);
            send(target, message, "Basic " + Base64.getEncoder().encodeToString(pair), refusal -> false);
        } else if (authentication instanceof Bearer bearer) {
            send(target, message, "Bearer " + bearer.token(), refusal -> false);
        } else if (authentication instanceof ApiKey key && key.inQuery()) {
            String parameter = encode(key.name()) + '=' + encode(key.value());
            send(target.withParameter(parameter), message, null, refusal -> false);
        } else {
            send(target, message, null, refusal -> false);
        }
    }

    /** Fetches another token in place of one that was refused, once. */
    private boolean renew(ClientCredentials client, String refused, Target target, Message message) {
        sender.tokens().refused(client, refused.substring("Bearer ".length()));
        if (renewed) {
            return false;
        }
        renewed = true;
        response = newRecord();
        authenticate(target, message);
        return true;
    }

    /** Takes over from the ordinary course after a 401; says whether it does. */
    private interface Renewal {
        boolean begin(String refusedAuthorization);
    }

    private void send(Target target, Message message, @Nullable String authorization, Renewal renewal) {
        if (!isOpen()) {
            return;
        }
        call = new Call(
                sender,
                new Call.Request(
                        target,
                        headers(message, authorization),
                        message.body(),
                        endpoint.tls(),
                        endpoint.limits().connectTimeout(),
                        sender.configuration().allowsHttp(endpoint.tenantId()),
                        number),
                response);
        call.begin().onComplete(answered -> {
            if (answered.failed()) {
                fail(failure(answered.cause()));
            } else if (authorization == null || status() != UNAUTHORIZED || !renewal.begin(authorization)) {
                conclude();
            }
        });
    }

    private MultiMap headers(Message message, @Nullable String authorization) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (Map.Entry<String, String> header : endpoint.headers().entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!OWN_HEADERS.contains(name) && !name.startsWith("ce-")) {
                headers.set(header.getKey(), header.getValue());
            }
        }
        if (authorization != null) {
            headers.set(HttpHeaders.AUTHORIZATION, authorization);
        }
        if (endpoint.authentication() instanceof ApiKey key && !key.inQuery()) {
            headers.set(key.name(), key.value());
        }
        message.headers().forEach(headers::set);
        if (message.contentType() != null) {
            headers.set(HttpHeaders.CONTENT_TYPE, message.contentType());
        }
        headers.set(HttpHeaders.USER_AGENT, sender.userAgent());
        String id = delivery.id().toString();
        long timestamp = startedAt.getEpochSecond();
        headers.set("webhook-id", id);
        headers.set("webhook-timestamp", Long.toString(timestamp));
        headers.set(
                "webhook-signature",
                StandardWebhooksSignature.sign(endpoint.signatures(), id, timestamp, message.body()));
        return headers;
    }

    private void conclude() {
        int status = status();
        if (status >= 200 && status < 300) {
            end(new Delivered());
            return;
        }
        Optional<StatusAction> rule = endpoint.retryPolicy().action(status);
        StatusAction action = rule.orElse(status == GONE ? StatusAction.DISABLE : StatusAction.RETRY);
        if (action == StatusAction.RETRY) {
            end(new Retryable(Failure.HTTP_STATUS, retryAfter()));
        } else {
            String cause = rule.isPresent() ? STATUS_RULE : GONE_CAUSE;
            end(new Permanent(Failure.HTTP_STATUS, cause, action == StatusAction.DISABLE));
        }
    }

    private int status() {
        Integer status = response.statusCode();
        return status == null ? 0 : status;
    }

    private Optional<Duration> retryAfter() {
        return RetryAfter.parse(
                response.header(HttpHeaders.RETRY_AFTER),
                sender.clock().instant(),
                sender.config().maxRetryAfter());
    }

    private void timeOut() {
        fail(Failure.TIMEOUT);
        if (call != null) {
            call.cancel();
        }
    }

    private void fail(Failure failure) {
        end(failure == Failure.EGRESS_PROXY ? new Untried(failure) : new Retryable(failure, Optional.empty()));
    }

    private void end(Outcome outcome) {
        if (!isOpen()) {
            return;
        }
        sender.vertx().cancelTimer(timer);
        Attempt attempt = new Attempt(
                number,
                startedAt,
                Duration.ofNanos(System.nanoTime() - startNanos),
                response.statusCode(),
                error(outcome),
                detail,
                response.headers(),
                response.body());
        result.complete(new AttemptResult(attempt, outcome));
    }

    private boolean isOpen() {
        return !result.future().isComplete();
    }

    private static Failure failure(Throwable cause) {
        return cause instanceof CallException call ? call.failure() : Failure.PROTOCOL;
    }

    private static @Nullable String error(Outcome outcome) {
        return outcome.failure() == null ? null : outcome.failure().code();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
