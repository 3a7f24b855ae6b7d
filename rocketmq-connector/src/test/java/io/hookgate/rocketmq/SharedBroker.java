package io.hookgate.rocketmq;

import io.hookgate.local.LocalRocketMq;
import io.hookgate.rocketmq.admin.AdminCredentials;
import io.hookgate.rocketmq.admin.BrokerAdmin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One real broker for all tests of this JVM; started at its first use, stopped when the JVM ends. */
final class SharedBroker {

    private static final LocalRocketMq BROKER = start();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private SharedBroker() {}

    private static LocalRocketMq start() {
        try {
            Path target = Path.of("target").toAbsolutePath();
            Files.createDirectories(target);
            LocalRocketMq broker = LocalRocketMq.start(Files.createTempDirectory(target, "broker"));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LocalRocketMq broker() {
        return BROKER;
    }

    /** A topic's or group's name that no other test uses. */
    static String unused(String prefix) {
        return prefix + "-" + NAMES.incrementAndGet();
    }

    static BrokerAdmin admin() {
        return new BrokerAdmin(
                BROKER.nameServerAddress(),
                null,
                Duration.ofSeconds(5),
                new AdminCredentials(BROKER.accessKey(), BROKER.secretKey()));
    }

    /** What every channel needs to reach the broker and to create what it uses. */
    static Map<String, String> attributes(String topic) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("endpoints", BROKER.proxyEndpoints());
        attributes.put("name-server", BROKER.nameServerAddress());
        attributes.put("access-key", BROKER.accessKey());
        attributes.put("secret-key", BROKER.secretKey());
        attributes.put("auto-create", "true");
        attributes.put("topic", topic);
        // Patience for a machine that has much else to do; tests of timeouts set their own.
        attributes.put("request-timeout-ms", "10000");
        attributes.put("deadline-ms", "60000");
        return attributes;
    }
}
