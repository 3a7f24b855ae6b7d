package io.hookgate.gateway;

import io.hookgate.gateway.launch.EmbeddedServers;
import io.hookgate.local.Part;
import io.hookgate.local.ProgressListener;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;

/** Real servers for the tests that run inside the application, and the settings that go with them. */
public final class GatewayServers implements QuarkusTestResourceLifecycleManager {
    public static final String BOOTSTRAP_KEY = "hgk_gateway-test-0123456789abcdefghijklmnopqrstuvwxyz";

    private Path directory;
    private EmbeddedServers servers;

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("hookgate-gateway");
            servers = EmbeddedServers.start(
                    directory, EnumSet.of(Part.POSTGRES, Part.ROCKETMQ, Part.KEYCLOAK), ProgressListener.SILENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> properties = new HashMap<>(servers.properties());
        properties.put("hookgate.bootstrap-api-key", BOOTSTRAP_KEY);
        properties.put("hookgate.master-key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        properties.put(
                "test.keycloak.admin-password-file",
                directory.resolve("keycloak/admin-password").toString());
        properties.put("hookgate.allow-private-targets", "127.0.0.0/8");
        properties.put("hookgate.ingress.body-timeout", "3s");
        // It reads archives in archives, and says of each that it cannot.
        properties.put("quarkus.log.category.\"com.tngtech.archunit\".level", "ERROR");
        properties.put(
                "quarkus.tls.provider-documents.trust-store.pem.certs",
                Path.of("src/test/resources/io/hookgate/gateway/localhost.pem")
                        .toAbsolutePath()
                        .toString());
        return properties;
    }

    @Override
    public void stop() {
        if (servers != null) {
            servers.close();
        }
    }
}
