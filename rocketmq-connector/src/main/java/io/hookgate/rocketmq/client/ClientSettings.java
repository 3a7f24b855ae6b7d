package io.hookgate.rocketmq.client;

import io.hookgate.rocketmq.admin.AdminCredentials;
import java.time.Duration;
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

    /** A topic's or group's name as the administration protocol knows it. */
    public String qualified(String name) {
        return namespace.isEmpty() ? name : namespace + "%" + name;
    }
}
