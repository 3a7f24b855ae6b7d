package io.hookgate.delivery.attempt;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.delivery.attempt.Call.CallException;
import io.hookgate.model.EventJson;
import io.hookgate.tenant.Authentication.ClientCredentials;
import io.hookgate.tenant.Endpoint;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens by the client credentials grant (RFC 6749 section 4.4), fetched once and used until they expire or are
 * refused. The token endpoint is vetted like any target. Thread-safe; never blocks.
 */
final class TokenSource {
    private static final int MOST_TOKENS = 10_000;
    private static final int MAX_ANSWER_BYTES = 64 << 10;
    private static final int SUCCESS = 200;
    private static final Duration USUAL_LIFE = Duration.ofMinutes(5);
    private static final Duration LONGEST_LIFE = Duration.ofHours(24);
    /** A token must not expire on its way. */
    private static final Duration MARGIN = Duration.ofSeconds(30);
    /** RFC 6750 section 2.1. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,16384}");

    private final AttemptSender sender;
    private final Map<ClientCredentials, Future<Token>> tokens = new ConcurrentHashMap<>();

    TokenSource(AttemptSender sender) {
        this.sender = sender;
    }

    /** A token and how long it is used. */
    private record Token(String value, Instant until) {
        @Override
        public String toString() {
            return "Token[***]";
        }
    }

    /** The token to use now; fails with a {@link CallException}. The answer comes on the caller's event loop. */
    Future<String> token(Endpoint endpoint, ClientCredentials client) {
        Future<Token> known = tokens.get(client);
        Future<Token> token = known != null && isUsable(known) ? known : fetch(endpoint, client, known);
        return onCaller(token).map(Token::value);
    }

    /** Forgets a token that was refused; a newer one stays. */
    void refused(ClientCredentials client, String token) {
        tokens.computeIfPresent(
                client,
                (key, known) -> known.succeeded() && known.result().value().equals(token) ? null : known);
    }

    private boolean isUsable(Future<Token> known) {
        return !known.isComplete()
                || (known.succeeded()
                        && sender.clock().instant().isBefore(known.result().until()));
    }

    /** Whoever comes while a token is being fetched waits for it. */
    private Future<Token> fetch(Endpoint endpoint, ClientCredentials client, @Nullable Future<Token> stale) {
        Promise<Token> promise = Promise.promise();
        Future<Token> current =
                tokens.compute(client, (key, known) -> known == null || known.equals(stale) ? promise.future() : known);
        if (current.equals(promise.future())) {
            if (tokens.size() > MOST_TOKENS) {
                tokens.values().removeIf(future -> !isUsable(future));
            }
            request(endpoint, client).onComplete(answer -> {
                if (answer.failed()) {
                    tokens.remove(client, current);
                }
                promise.handle(answer);
            });
        }
        return current;
    }

    private Future<Token> request(Endpoint endpoint, ClientCredentials client) {
        Target target = Target.of(client.tokenUrl()).orElse(null);
        if (target == null) {
            return Future.failedFuture(new CallException(Failure.AUTHENTICATION));
        }
        ResponseRecord response = new ResponseRecord(MAX_ANSWER_BYTES, 0);
        Call call = new Call(
                sender,
                new Call.Request(
                        target,
                        headers(client),
                        form(client).getBytes(StandardCharsets.UTF_8),
                        endpoint.tls(),
                        endpoint.limits().connectTimeout(),
                        sender.configuration().allowsHttp(endpoint.tenantId()),
                        1),
                response);
        long timer = sender.vertx().setTimer(endpoint.limits().timeout().toMillis(), id -> call.cancel());
        return call.begin()
                .eventually(() -> {
                    sender.vertx().cancelTimer(timer);
                    return Future.succeededFuture();
                })
                .compose(read -> token(response), failure -> Future.failedFuture(cause(failure)));
    }

    private static CallException cause(Throwable failure) {
        boolean ofProxy = failure instanceof CallException call && call.failure() == Failure.EGRESS_PROXY;
        return new CallException(ofProxy ? Failure.EGRESS_PROXY : Failure.AUTHENTICATION);
    }

    private Future<Token> token(ResponseRecord response) {
        Integer status = response.statusCode();
        byte[] body = response.body();
        if (status != null && status == SUCCESS && body != null) {
            try {
                JsonNode answer = EventJson.dataMapper().readTree(body);
                String value = answer.path("access_token").asText();
                if (TOKEN.matcher(value).matches()) {
                    return Future.succeededFuture(new Token(value, until(answer.path("expires_in"))));
                }
            } catch (IOException e) {
                // Said below; the answer may hold a token.
            }
        }
        return Future.failedFuture(new CallException(Failure.AUTHENTICATION));
    }

    private Instant until(JsonNode seconds) {
        Duration life = seconds.isNumber() || seconds.isTextual()
                ? Duration.ofSeconds(Math.min(Math.max(seconds.asLong(0), 0), LONGEST_LIFE.toSeconds()))
                : USUAL_LIFE;
        Duration margin = life.dividedBy(2).compareTo(MARGIN) < 0 ? life.dividedBy(2) : MARGIN;
        return sender.clock().instant().plus(life).minus(margin);
    }

    private MultiMap headers(ClientCredentials client) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .set(HttpHeaders.CONTENT_TYPE, "application/x-www-form-urlencoded")
                .set(HttpHeaders.ACCEPT, "application/json")
                .set(HttpHeaders.USER_AGENT, sender.userAgent());
        if (!client.inBody()) {
            // RFC 6749 section 2.3.1: both parts are form-encoded first.
            String pair = encode(client.clientId()) + ':' + encode(client.clientSecret());
            headers.set(
                    HttpHeaders.AUTHORIZATION,
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII)));
        }
        return headers;
    }

    private static String form(ClientCredentials client) {
        StringBuilder form = new StringBuilder("grant_type=client_credentials");
        client.scope().ifPresent(scope -> form.append("&scope=").append(encode(scope)));
        client.audience().ifPresent(audience -> form.append("&audience=").append(encode(audience)));
        if (client.inBody()) {
            form.append("&client_id=").append(encode(client.clientId()));
            form.append("&client_secret=").append(encode(client.clientSecret()));
        }
        return form.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private <T> Future<T> onCaller(Future<T> future) {
        Context caller = sender.vertx().getOrCreateContext();
        Promise<T> promise = Promise.promise();
        future.onComplete(answer -> caller.runOnContext(nothing -> promise.handle(answer)));
        return promise.future();
    }
}
