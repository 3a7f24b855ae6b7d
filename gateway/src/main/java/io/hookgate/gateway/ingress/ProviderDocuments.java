package io.hookgate.gateway.ingress;

import io.hookgate.adapter.Documents;
import io.hookgate.delivery.attempt.TargetResolver;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Fetches what providers publish for the verification of their requests, and keeps it for a while.
 *
 * <p>Addresses are vetted and pinned as those of deliveries are; HTTPS only, no redirects, bounded in size and time; a failure
 * is remembered too, so that forged requests cannot make the gateway ask again and again. Thread-safe; never blocks.
 */
@ApplicationScoped
class ProviderDocuments implements Documents {
    private static final Logger LOG = Logger.getLogger(ProviderDocuments.class);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration FAILURE_REMEMBERED = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_DOCUMENTS = 1000;
    private static final int HTTPS = 443;

    private final Vertx vertx;
    private final TargetResolver resolver;
    private final Clock clock;
    private final HttpClient client;
    private final Map<URI, Entry> entries = new ConcurrentHashMap<>();

    ProviderDocuments(Vertx vertx, TargetResolver resolver, Clock clock) {
        this.vertx = vertx;
        this.resolver = resolver;
        this.clock = clock;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) TIMEOUT.toMillis())
                .setMaxPoolSize(4)
                .setKeepAlive(false));
    }

    private record Entry(Optional<byte[]> bytes, Instant until) {}

    @Override
    public Optional<byte[]> at(URI address) {
        Entry entry = entries.get(address);
        return entry == null || entry.until().isBefore(clock.instant()) ? Optional.empty() : entry.bytes();
    }

    /** Fetches what is not at hand; completes when it is known which of them are to be had, and never fails. */
    Future<Void> fetch(Set<URI> addresses) {
        return Future.join(addresses.stream()
                        .filter(this::isUnknown)
                        .map(this::fetch)
                        .toList())
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    /** Calls an address that completes a handshake; says whether it answered with a 2xx, and never fails. */
    Future<Boolean> confirm(URI address) {
        return get(address).map(true).otherwise(failure -> {
            LOG.warnf("A handshake could not be confirmed at host %s: %s", address.getHost(), failure.toString());
            return false;
        });
    }

    private boolean isUnknown(URI address) {
        Entry entry = entries.get(address);
        return entry == null || entry.until().isBefore(clock.instant());
    }

    private Future<Void> fetch(URI address) {
        return get(address)
                .onSuccess(bytes -> keep(
                        address,
                        new Entry(Optional.of(bytes.getBytes()), clock.instant().plus(FRESH))))
                .onFailure(failure -> {
                    LOG.warnf(
                            "A document could not be fetched from host %s: %s", address.getHost(), failure.toString());
                    keep(address, new Entry(Optional.empty(), clock.instant().plus(FAILURE_REMEMBERED)));
                })
                .mapEmpty();
    }

    private void keep(URI address, Entry entry) {
        if (entries.size() >= MAX_DOCUMENTS) {
            entries.values().removeIf(old -> old.until().isBefore(clock.instant()));
        }
        if (entries.size() < MAX_DOCUMENTS) {
            entries.put(address, entry);
        }
    }

    private Future<Buffer> get(URI address) {
        if (!"https".equalsIgnoreCase(address.getScheme()) || address.getHost() == null) {
            return Future.failedFuture("Only HTTPS addresses are fetched");
        }
        return resolver.resolve(vertx.getOrCreateContext(), address.getHost(), 1)
                .compose(vetted -> client.request(options(address, vetted)))
                .compose(request -> request.send())
                .compose(ProviderDocuments::read);
    }

    private static RequestOptions options(URI address, InetAddress vetted) {
        int port = address.getPort() < 0 ? HTTPS : address.getPort();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(port, vetted.getHostAddress()))
                .setHost(address.getHost())
                .setPort(port)
                .setSsl(true)
                .setURI(path + query)
                .setTimeout(TIMEOUT.toMillis())
                .setFollowRedirects(false);
    }

    private static Future<Buffer> read(HttpClientResponse response) {
        if (response.statusCode() / 100 != 2) {
            response.request().reset();
            return Future.failedFuture("answered " + response.statusCode());
        }
        Promise<Buffer> body = Promise.promise();
        Buffer gathered = Buffer.buffer();
        response.handler(part -> {
            gathered.appendBuffer(part);
            if (gathered.length() > MAX_BYTES) {
                body.tryFail("larger than " + MAX_BYTES + " bytes");
                response.request().reset();
            }
        });
        response.exceptionHandler(body::tryFail);
        response.endHandler(end -> body.tryComplete(gathered));
        return body.future();
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
