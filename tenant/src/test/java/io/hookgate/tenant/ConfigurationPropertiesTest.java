package io.hookgate.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The names and defaults of what an operator can set. */
class ConfigurationPropertiesTest {
    private static final Map<String, String> REQUIRED = Map.of(
            "hookgate.master-key",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "hookgate.public-url",
            "https://a.example");

    @Test
    void hasDefaults() throws Exception {
        assertThat(values(REQUIRED))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("hookgate.secrets.masterKey", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
                        Map.entry("hookgate.sources.publicUrl", "https://a.example"),
                        Map.entry("hookgate.api-keys.bootstrap", "Optional.empty"),
                        Map.entry("hookgate.api-keys.lastUsedInterval", "PT30S"),
                        Map.entry("hookgate.authentication.maxFailures", "30"),
                        Map.entry("hookgate.authentication.failureWindow", "PT1M"),
                        Map.entry("hookgate.configuration.queryTimeout", "PT10S"),
                        Map.entry("hookgate.configuration.inForceTimeout", "PT5S"),
                        Map.entry("hookgate.configuration.heartbeat", "PT10S"),
                        Map.entry("hookgate.configuration.reconnectPause", "PT0.1S"),
                        Map.entry("hookgate.configuration.maxReconnectPause", "PT5S"),
                        Map.entry("hookgate.subscriptions.maxPerTenant", "100000"),
                        Map.entry("hookgate.quotas.sources", "OptionalLong.empty"),
                        Map.entry("hookgate.quotas.endpoints", "OptionalLong.empty"),
                        Map.entry("hookgate.quotas.subscriptions", "OptionalLong.empty"),
                        Map.entry("hookgate.quotas.eventsPerDay", "OptionalLong.empty"),
                        Map.entry("hookgate.quotas.payloadSize", "Optional.empty"),
                        Map.entry("hookgate.idempotency.retention", "PT24H"),
                        Map.entry("hookgate.idempotency.abandonedAfter", "PT1M")));
    }

    @Test
    void takesEveryPropertyByItsName() throws Exception {
        Map<String, String> set = new TreeMap<>(REQUIRED);
        set.put("hookgate.bootstrap-api-key", "hgk_x");
        set.put("hookgate.api-keys.last-used-interval", "1s");
        set.put("hookgate.authentication.max-failures", "7");
        set.put("hookgate.authentication.failure-window", "3s");
        set.put("hookgate.configuration.query-timeout", "2s");
        set.put("hookgate.configuration.in-force-timeout", "4s");
        set.put("hookgate.configuration.heartbeat", "5s");
        set.put("hookgate.configuration.reconnect-pause", "6s");
        set.put("hookgate.configuration.max-reconnect-pause", "7s");
        set.put("hookgate.subscriptions.max-per-tenant", "10");
        set.put("hookgate.quotas.sources", "1");
        set.put("hookgate.quotas.endpoints", "2");
        set.put("hookgate.quotas.subscriptions", "3");
        set.put("hookgate.quotas.events-per-day", "4");
        set.put("hookgate.quotas.payload-size", "5");
        set.put("hookgate.idempotency.retention", "8s");
        set.put("hookgate.idempotency.abandoned-after", "9s");

        assertThat(values(set))
                .containsEntry("hookgate.api-keys.bootstrap", "Optional[hgk_x]")
                .containsEntry("hookgate.api-keys.lastUsedInterval", "PT1S")
                .containsEntry("hookgate.authentication.maxFailures", "7")
                .containsEntry("hookgate.authentication.failureWindow", "PT3S")
                .containsEntry("hookgate.configuration.queryTimeout", "PT2S")
                .containsEntry("hookgate.configuration.inForceTimeout", "PT4S")
                .containsEntry("hookgate.configuration.heartbeat", "PT5S")
                .containsEntry("hookgate.configuration.reconnectPause", "PT6S")
                .containsEntry("hookgate.configuration.maxReconnectPause", "PT7S")
                .containsEntry("hookgate.subscriptions.maxPerTenant", "10")
                .containsEntry("hookgate.quotas.sources", "OptionalLong[1]")
                .containsEntry("hookgate.quotas.endpoints", "OptionalLong[2]")
                .containsEntry("hookgate.quotas.subscriptions", "OptionalLong[3]")
                .containsEntry("hookgate.quotas.eventsPerDay", "OptionalLong[4]")
                .hasEntrySatisfying(
                        "hookgate.quotas.payloadSize", size -> assertThat(size).startsWith("Optional["))
                .containsEntry("hookgate.idempotency.retention", "PT8S")
                .containsEntry("hookgate.idempotency.abandonedAfter", "PT9S");
    }

    private static Map<String, String> values(Map<String, String> properties)
            throws ReflectiveOperationException, IOException, URISyntaxException {
        Class<?>[] mappings = {
            Class.forName("io.hookgate.tenant.secret.SecretConfig"),
            Class.forName("io.hookgate.tenant.source.SourceConfig"),
            Class.forName("io.hookgate.tenant.directory.ApiKeyConfig"),
            Class.forName("io.hookgate.tenant.http.AuthenticationConfig"),
            Class.forName("io.hookgate.tenant.replication.ReplicationConfig"),
            Class.forName("io.hookgate.tenant.subscription.SubscriptionConfig"),
            Class.forName("io.hookgate.tenant.quota.QuotaConfig"),
            Class.forName("io.hookgate.tenant.idempotency.IdempotencyConfig")
        };
        Path classes = Path.of(Configuration.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withSources(
                        new PropertiesConfigSource(classes.resolve("META-INF/microprofile-config.properties")
                                .toUri()
                                .toURL()),
                        new PropertiesConfigSource(properties, "test", 500));
        for (Class<?> mapping : mappings) {
            builder.withMapping(mapping);
        }
        SmallRyeConfig config = builder.build();
        Map<String, String> values = new TreeMap<>();
        for (Class<?> mapping : mappings) {
            String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
            Object mapped = config.getConfigMapping(mapping);
            for (Method property : mapping.getDeclaredMethods()) {
                property.setAccessible(true);
                values.put(prefix + "." + property.getName(), String.valueOf(property.invoke(mapped)));
            }
        }
        return values;
    }
}
