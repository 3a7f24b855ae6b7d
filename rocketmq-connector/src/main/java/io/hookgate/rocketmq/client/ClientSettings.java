package io.hookgate.rocketmq.client;

import io.hookgate.rocketmq.admin.AdminCredentials;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientConfigurationBuilder;
import org.apache.rocketmq.client.apis.StaticSessionCredentialsProvider;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the broker.
 *
 * @param endpoints {@code host:port} of the gRPC proxies, several of them separated by {@code ;}
 * @param namespace the resource namespace, empty for none
 * @param ssl whether to use TLS; the client in use encrypts but does not verify the server's certificate
 * @param credentials access and secret key, or null for none
 * @param requestTimeout of one request to the broker
 */
public record ClientSettings(
        String endpoints,
        String namespace,
        boolean ssl,
        @Nullable AdminCredentials credentials,
        Duration requestTimeout) {

    /** The client notices by itself that a request has timed out; this is for when it does not. */
    private static final Duration OVERDUE = Duration.ofSeconds(2);

    static {
        ApplicationLogAppender.install();
    }

    /** The same in the client's own words. */
    public ClientConfiguration toConfiguration() {
        ClientConfigurationBuilder builder = ClientConfiguration.newBuilder()
                .setEndpoints(endpoints)
                .setNamespace(namespace)
                .enableSsl(ssl)
                .setRequestTimeout(requestTimeout)
                .setMaxStartupAttempts(1);
        if (credentials != null) {
            builder.setCredentialProvider(
                    new StaticSessionCredentialsProvider(credentials.accessKey(), credentials.secretKey()));
        }
        return builder.build();
    }

    /**
     * Makes sure that a request's future completes: a client that is closed meanwhile may forget it.
     *
     * @param allowance how much longer than any other request this one may take
     */
    public <T> CompletableFuture<T> bounded(CompletableFuture<T> request, Duration allowance) {
        Duration limit = requestTimeout.plus(allowance).plus(OVERDUE);
        return request.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A topic's or group's name as the administration protocol knows it. */
    public String qualified(String name) {
        return namespace.isEmpty() ? name : namespace + "%" + name;
    }
}
