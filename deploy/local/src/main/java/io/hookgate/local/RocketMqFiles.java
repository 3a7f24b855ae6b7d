package io.hookgate.local;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where RocketMQ's two processes find their class path and configuration, and keep their data. */
final class RocketMqFiles {
    static final String CLUSTER = "hookgate";
    static final String BROKER = "hookgate";
    static final String ACCESS_KEY = "hookgate";
    static final String LOOPBACK = "127.0.0.1";
    /** The broker listens on a second port, this far from the first, for clients in a hurry. */
    static final int FAST_PORT_OFFSET = -2;

    private static final int COMMIT_LOG_FILE = 64 << 20;

    private final Path runtime;
    private final Path directory;
    private final LocalRocketMqOptions options;
    private final String secretKey;
    private final int nameServerPort;
    private final int brokerPort;
    private final int proxyPort;

    RocketMqFiles(Path runtime, Path directory, LocalRocketMqOptions options) throws IOException {
        this.runtime = runtime;
        this.directory = Directories.create(directory);
        this.options = options;
        this.secretKey = Secrets.passwordIn(directory.resolve("secret-key"));
        Ports ports = new Ports(directory.resolve("ports"));
        nameServerPort = ports.claim("name-server");
        brokerPort = ports.claim("broker", FAST_PORT_OFFSET);
        proxyPort = ports.claim("proxy");
        Directories.create(home());
        Directories.create(temporary());
        Secrets.write(nameServerConfig(), properties(nameServerProperties()));
        Secrets.write(brokerConfig(), properties(brokerProperties()));
        Secrets.write(proxyConfig(), proxyJson());
        Resources.copy("rocketmq-logback.xml", logConfig());
    }

    int nameServerPort() {
        return nameServerPort;
    }

    String nameServerAddress() {
        return LOOPBACK + ":" + nameServerPort;
    }

    String brokerAddress() {
        return LOOPBACK + ":" + brokerPort;
    }

    String proxyEndpoints() {
        return LOOPBACK + ":" + proxyPort;
    }

    String secretKey() {
        return secretKey;
    }

    Path home() {
        return directory.resolve("home");
    }

    Path nameServerConfig() {
        return directory.resolve("name-server.conf");
    }

    Path brokerConfig() {
        return directory.resolve("broker.conf");
    }

    Path proxyConfig() {
        return directory.resolve("proxy.json");
    }

    Path readyFile() {
        return directory.resolve("broker.ready");
    }

    Path arguments(String name) {
        return directory.resolve(name + ".arguments");
    }

    private Path temporary() {
        return directory.resolve("tmp");
    }

    private Path logConfig() {
        return directory.resolve("logback.xml");
    }

    /** Native libraries that a killed broker has not removed. */
    void clearTemporary() throws IOException {
        Directories.delete(temporary());
        Directories.create(temporary());
    }

    /** The JVM options that both processes need. */
    List<String> commonOptions() throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                // What a quiet hour has thrown out would have to be compiled again when work comes back.
                "-XX:-UseCodeCacheFlushing",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "-Djava.net.preferIPv4Stack=true",
                // All listeners are on the loopback address; self-signed certificates would cost a second at each
                // start.
                "-Dtls.server.mode=disabled",
                "-Dtls.test.mode.enable=false"));
        all.add("-Duser.home=" + home());
        all.add("-Djava.io.tmpdir=" + temporary());
        all.add("-Drmq.logback.configurationFile=" + logConfig());
        all.add("-cp");
        all.add(JavaCommand.classPath(runtime.resolve("lib")));
        return all;
    }

    private Properties nameServerProperties() {
        Properties properties = new Properties();
        properties.setProperty("listenPort", Integer.toString(nameServerPort));
        properties.setProperty("bindAddress", LOOPBACK);
        properties.setProperty(
                "kvConfigPath", directory.resolve("name-server.json").toString());
        return properties;
    }

    private Properties brokerProperties() {
        Properties properties = new Properties();
        properties.setProperty("brokerClusterName", CLUSTER);
        properties.setProperty("brokerName", BROKER);
        properties.setProperty("brokerId", "0");
        properties.setProperty("listenPort", Integer.toString(brokerPort));
        properties.setProperty("bindAddress", LOOPBACK);
        properties.setProperty("brokerIP1", LOOPBACK);
        properties.setProperty("brokerIP2", LOOPBACK);
        properties.setProperty("namesrvAddr", nameServerAddress());
        // The shortest that the broker accepts: so long a name server that has come back knows no topics.
        properties.setProperty("registerNameServerPeriod", "10000");
        properties.setProperty("autoCreateTopicEnable", "false");
        properties.setProperty("autoCreateSubscriptionGroup", "false");
        storage(properties);
        authentication(properties);
        return properties;
    }

    private void storage(Properties properties) {
        Path store = directory.resolve("store");
        properties.setProperty("storePathRootDir", store.toString());
        properties.setProperty("storePathCommitLog", store.resolve("commitlog").toString());
        properties.setProperty("mappedFileSizeCommitLog", Integer.toString(COMMIT_LOG_FILE));
        properties.setProperty("flushDiskType", options.synchronousFlush() ? "SYNC_FLUSH" : "ASYNC_FLUSH");
        properties.setProperty("fileReservedTime", Integer.toString(options.retentionHours()));
        // How far a group has got is written down once a second, not once in five: after a crash that much comes again,
        // and so long a new group may be forgotten.
        properties.setProperty("flushConsumerOffsetInterval", "1000");
        // Each flush reads the whole wheel of timers; what it lacks after a crash is read again from the log.
        properties.setProperty("timerFlushIntervalMs", "10000");
        // At any hour: a laptop may never be on at four in the morning, which is the default.
        properties.setProperty(
                "deleteWhen", IntStream.range(0, 24).mapToObj("%02d"::formatted).collect(Collectors.joining(";")));
        // On a full disk the default is to delete messages that nobody has received yet.
        properties.setProperty("cleanFileForciblyEnable", "false");
        properties.setProperty("diskSpaceCleanForciblyRatio", "85");
        properties.setProperty("diskSpaceWarningLevelRatio", "90");
        properties.setProperty("diskMaxUsedSpaceRatio", "95");
    }

    private void authentication(Properties properties) {
        properties.setProperty("authenticationEnabled", "true");
        properties.setProperty(
                "authenticationProvider",
                "org.apache.rocketmq.auth.authentication.provider.DefaultAuthenticationProvider");
        properties.setProperty(
                "authenticationMetadataProvider",
                "org.apache.rocketmq.auth.authentication.provider.LocalAuthenticationMetadataProvider");
        properties.setProperty(
                "initAuthenticationUser", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(ACCESS_KEY, secretKey));
        properties.setProperty("innerClientAuthenticationCredentials", credentials());
    }

    private String credentials() {
        return "{\"accessKey\":\"%s\",\"secretKey\":\"%s\"}".formatted(ACCESS_KEY, secretKey);
    }

    private String proxyJson() {
        return """
                {
                  "rocketMQClusterName": "%s",
                  "proxyMode": "Local",
                  "proxyName": "%s",
                  "grpcServerPort": %d,
                  "namesrvAddr": "%s",
                  "localServeAddr": "%s",
                  "useEndpointPortFromRequest": true,
                  "enablePrintJstack": false,
                  "authenticationEnabled": true,
                  "authenticationProvider": "org.apache.rocketmq.auth.authentication.provider.DefaultAuthenticationProvider",
                  "authenticationMetadataProvider": "org.apache.rocketmq.proxy.auth.ProxyAuthenticationMetadataProvider",
                  "innerClientAuthenticationCredentials": "%s"
                }
                """.formatted(
                        CLUSTER,
                        BROKER,
                        proxyPort,
                        nameServerAddress(),
                        LOOPBACK,
                        credentials().replace("\"", "\\\""));
    }

    private static String properties(Properties properties) {
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
