package io.hookgate.delivery.attempt;

import io.hookgate.tenant.ClientTls;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Connections that are kept for the next request: those of the usual kind together, and those of each other TLS setting
 * apart, so that none is ever used under another identity. Thread-safe.
 */
final class HttpClients {
    // How many requests run at once is decided for each endpoint; endpoints of one host must not wait for each other.
    private static final int UNLIMITED = 100_000;
    private static final int MOST_SPECIAL = 500;
    /** Longer than any attempt takes. */
    private static final long RETIREMENT_MILLIS = 150_000;

    private final Vertx vertx;
    private final AttemptConfig config;
    private final HttpClient usual;
    private final Map<ClientTls, HttpClient> special = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<HttpConnection> proven = ConcurrentHashMap.newKeySet();

    HttpClients(Vertx vertx, AttemptConfig config) {
        this.vertx = vertx;
        this.config = config;
        this.usual = client(options());
    }

    /** The client for a TLS setting; fails if its key or certificates cannot be used. */
    HttpClient of(ClientTls tls) {
        if (tls.equals(ClientTls.USUAL)) {
            return usual;
        }
        synchronized (special) {
            HttpClient known = special.get(tls);
            if (known == null) {
                known = client(options(tls));
                special.put(tls, known);
                retireEldest();
            }
            return known;
        }
    }

    private void retireEldest() {
        if (special.size() > MOST_SPECIAL) {
            Iterator<HttpClient> eldestFirst = special.values().iterator();
            HttpClient eldest = eldestFirst.next();
            eldestFirst.remove();
            vertx.setTimer(RETIREMENT_MILLIS, timer -> eldest.close());
        }
    }

    /** Notes that the connection has carried a whole exchange. */
    void prove(HttpConnection connection) {
        proven.add(connection);
    }

    /** Whether the connection has carried a whole exchange before, so that its peer may have closed it since. */
    boolean isProven(HttpConnection connection) {
        return proven.contains(connection);
    }

    void close() {
        usual.close();
        synchronized (special) {
            special.values().forEach(HttpClient::close);
        }
    }

    private HttpClient client(HttpClientOptions options) {
        return vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(UNLIMITED))
                .withConnectHandler(connection -> connection.closeHandler(closed -> proven.remove(connection)))
                .build();
    }

    private HttpClientOptions options() {
        return new HttpClientOptions()
                .setKeepAlive(true)
                .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setSslHandshakeTimeout(config.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxHeaderSize((int) config.responseHead().asLongValue())
                .setDecompressionSupported(false)
                .setTracingPolicy(TracingPolicy.IGNORE);
    }

    private HttpClientOptions options(ClientTls tls) {
        HttpClientOptions options = options();
        tls.identity()
                .ifPresent(identity -> options.setKeyCertOptions(new PemKeyCertOptions()
                        .addKeyValue(Buffer.buffer(identity.key()))
                        .addCertValue(Buffer.buffer(identity.certificates()))));
        tls.trustedCertificates()
                .ifPresent(
                        trusted -> options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(trusted))));
        return options;
    }
}
