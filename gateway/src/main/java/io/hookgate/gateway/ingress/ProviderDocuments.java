package io.hookgate.gateway.ingress;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.hookgate.adapter.Documents;
import io.hookgate.delivery.attempt.TargetResolver;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
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
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what providers publish for the verification of their requests, and keeps it for a while.
 *
 * <p>Addresses are vetted and pinned as those of deliveries are; HTTPS only, no redirects, bounded in size, time and number; a
 * failure is remembered too, so that forged requests cannot make the gateway ask again and again. A document that lacks what
 * a request names is asked for early, once a minute at most. Certificates are
 * trusted by the TLS configuration {@value #TLS_CONFIGURATION} if there is one, else by the platform's. Thread-safe; never
 * blocks.
 */
@ApplicationScoped
class ProviderDocuments implements Documents {
    static final String TLS_CONFIGURATION = "provider-documents";

    private static final Logger LOG = Logger.getLogger(ProviderDocuments.class);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration FAILURE_REMEMBERED = Duration.ofSeconds(30);
    private static final Duration RENEWAL_REMEMBERED = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_DOCUMENTS = 1000;
    private static final int MAX_FETCHES = 32;
    private static final int HTTPS = 443;

    private final Vertx vertx;
    private final TargetResolver resolver;
    private final HttpClient client;
    private final AtomicInteger fetching = new AtomicInteger();
    private final AsyncCache<URI, Document> documents = Caffeine.newBuilder()
            .maximumSize(MAX_DOCUMENTS)
            .expireAfter(Expiry.<URI, Document>creating(
                    (address, document) -> document instanceof Document.Present ? FRESH : FAILURE_REMEMBERED))
            .buildAsync();
    /** Those that have been asked for early, or are being asked for. */
    private final Cache<URI, CompletableFuture<Document>> renewals = Caffeine.newBuilder()
            .maximumSize(MAX_DOCUMENTS)
            .expireAfterWrite(RENEWAL_REMEMBERED)
            .build();

    ProviderDocuments(Vertx vertx, TargetResolver resolver, TlsConfigurationRegistry tls) {
        this.vertx = vertx;
        this.resolver = resolver;
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) TIMEOUT.toMillis())
                .setMaxPoolSize(4)
                .setMaxWaitQueueSize(MAX_FETCHES)
                .setKeepAlive(false);
        tls.get(TLS_CONFIGURATION).map(TlsConfiguration::getTrustStoreOptions).ifPresent(options::setTrustOptions);
        this.client = vertx.createHttpClient(options);
    }

    /** What is known of an address. */
    private sealed interface Document {
        /** The document. */
        record Present(
                @SuppressWarnings("ArrayRecordComponent") byte[] bytes) implements Document {}

        /** Its host says that there is none. */
        record Absent() implements Document {}

        /** It could not be asked for. */
        record Unreachable() implements Document {}
    }

    @Override
    public Optional<byte[]> at(URI address) {
        return known(address) instanceof Document.Present present ? Optional.of(present.bytes()) : Optional.empty();
    }

    @Override
    public boolean isRenewable(URI address) {
        CompletableFuture<Document> renewal = renewals.getIfPresent(address);
        return known(address) instanceof Document.Present && (renewal == null || !renewal.isDone());
    }

    /** Whether the host has said that there is no document at the address. */
    boolean isAbsent(URI address) {
        return known(address) instanceof Document.Absent;
    }

    private @Nullable Document known(URI address) {
        CompletableFuture<Document> document = documents.getIfPresent(address);
        return document == null || !document.isDone() || document.isCompletedExceptionally() ? null : document.join();
    }

    /**
     * Fetches what is not at hand, and what is but does not suffice. Completes when it is known which of them are to be had,
     * and never fails.
     */
    Future<Void> fetch(Set<URI> addresses) {
        return Future.join(addresses.stream().map(this::fetch).toList())
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    /** Calls an address that completes a handshake; says whether it answered with a 2xx, and never fails. */
    Future<Boolean> confirm(URI address) {
        return bounded(address).map(true).otherwise(failure -> {
            LOG.warnf("A handshake could not be confirmed at host %s: %s", address.getHost(), failure.toString());
            return false;
        });
    }

    /** Whoever asks while a document is under way waits for the same answer. */
    private Future<Document> fetch(URI address) {
        CompletableFuture<Document> answer = isRenewable(address)
                ? renewals.get(address, this::renewed)
                : documents.get(address, (key, executor) -> remembered(key));
        return Future.fromCompletionStage(answer, vertx.getOrCreateContext());
    }

    /** What was there stays if it cannot be fetched; it is good until its time is over. */
    private CompletableFuture<Document> renewed(URI address) {
        return remembered(address).thenApply(document -> {
            if (document instanceof Document.Present) {
                documents.put(address, CompletableFuture.completedFuture(document));
            }
            return document;
        });
    }

    private CompletableFuture<Document> remembered(URI address) {
        return bounded(address)
                .<Document>map(bytes -> new Document.Present(bytes.getBytes()))
                .otherwise(failure -> {
                    LOG.warnf(
                            "A document could not be fetched from host %s: %s", address.getHost(), failure.toString());
                    return failure instanceof RefusedException refused && refused.status / 100 == 4
                            ? new Document.Absent()
                            : new Document.Unreachable();
                })
                .toCompletionStage()
                .toCompletableFuture();
    }

    /** The host has answered, but not with a document. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        RefusedException(int status) {
            super("It answered " + status, null, false, false);
            this.status = status;
        }
    }

    private Future<Buffer> bounded(URI address) {
        if (fetching.incrementAndGet() > MAX_FETCHES) {
            fetching.decrementAndGet();
            return Future.failedFuture("Too many documents are being fetched");
        }
        return get(address).onComplete(done -> fetching.decrementAndGet());
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
            return Future.failedFuture(new RefusedException(response.statusCode()));
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
