package io.hookgate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookgate.local.ProgressListener.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.StaticSessionCredentialsProvider;
import org.apache.rocketmq.client.apis.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRocketMqIT {
    private static final String TOPIC = "notes";
    private static final long RESTART_SECONDS = 120;

    private final BlockingQueue<String> comebacks = new LinkedBlockingQueue<>();

    @TempDir
    private Path directory;

    @Test
    void keepsMessagesThroughKillsAndAStop() throws Exception {
        Path data = directory.resolve("a data directory");
        try (LocalRocketMq rocketMq = start(data)) {
            String endpoints = rocketMq.proxyEndpoints();
            admin(rocketMq, "updateTopic", "-c", rocketMq.clusterName(), "-t", TOPIC, "-r", "1", "-w", "1");
            send(rocketMq, "before the kill");

            rocketMq.killBroker();
            assertThat(rocketMq.brokerPid()).isEmpty();
            rocketMq.restartBroker();
            assertThat(rocketMq.proxyEndpoints()).isEqualTo(endpoints);
            send(rocketMq, "after the kill");

            ProcessHandle.of(rocketMq.brokerPid().orElseThrow()).orElseThrow().destroyForcibly();
            assertThat(comebacks.poll(RESTART_SECONDS, TimeUnit.SECONDS)).contains("broker");
            send(rocketMq, "after the restart that nobody asked for");
        }
        try (LocalRocketMq rocketMq = start(data)) {
            assertThat(admin(rocketMq, "printMsg", "-t", TOPIC))
                    .contains("before the kill", "after the kill", "after the restart that nobody asked for");
        }
    }

    @Test
    void wantsItsCredentials() throws Exception {
        try (LocalRocketMq rocketMq = start(directory)) {
            admin(rocketMq, "updateTopic", "-c", rocketMq.clusterName(), "-t", TOPIC);

            assertThatThrownBy(() -> producer(rocketMq, "wrong")).hasStackTraceContaining("signature");
            assertThat(admin("wrong", rocketMq, "updateTopic", "-c", rocketMq.clusterName(), "-t", "other"))
                    .contains("check signature failed");
            producer(rocketMq, rocketMq.secretKey()).close();

            rocketMq.killNameServer();
            assertThat(rocketMq.nameServerPid()).isEmpty();
            rocketMq.restartNameServer();
            assertThat(rocketMq.nameServerPid()).isPresent();
        }
    }

    private LocalRocketMq start(Path data) {
        return LocalRocketMq.start(data, LocalRocketMqOptions.defaults(), (part, stage, detail) -> {
            if (stage == Stage.READY && detail.contains("is back")) {
                comebacks.add(detail);
            }
        });
    }

    private static void send(LocalRocketMq rocketMq, String text) throws IOException, ClientException {
        try (Producer producer = producer(rocketMq, rocketMq.secretKey())) {
            producer.send(ClientServiceProvider.loadService()
                    .newMessageBuilder()
                    .setTopic(TOPIC)
                    .setBody(text.getBytes(StandardCharsets.UTF_8))
                    .build());
        }
    }

    private static Producer producer(LocalRocketMq rocketMq, String secretKey) throws ClientException {
        return ClientServiceProvider.loadService()
                .newProducerBuilder()
                .setTopics(TOPIC)
                .setClientConfiguration(ClientConfiguration.newBuilder()
                        .setEndpoints(rocketMq.proxyEndpoints())
                        .enableSsl(false)
                        .setCredentialProvider(new StaticSessionCredentialsProvider(rocketMq.accessKey(), secretKey))
                        .build())
                .build();
    }

    private String admin(LocalRocketMq rocketMq, String... command) throws IOException, InterruptedException {
        return admin(rocketMq.secretKey(), rocketMq, command);
    }

    /** RocketMQ's own administration tool, and what it prints. */
    private String admin(String secretKey, LocalRocketMq rocketMq, String... command)
            throws IOException, InterruptedException {
        Path home = Files.createDirectories(directory.resolve("admin"));
        Files.writeString(
                Files.createDirectories(home.resolve("conf")).resolve("tools.yml"),
                "accessKey: %s%nsecretKey: %s%n".formatted(rocketMq.accessKey(), secretKey));
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + home,
                "-cp",
                Path.of(System.getProperty("hookgate.runtime.rocketmq"), "lib") + "/*",
                "org.apache.rocketmq.tools.command.MQAdminStartup"));
        all.addAll(List.of(command));
        all.addAll(List.of("-n", rocketMq.nameServerAddress()));
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().put("ROCKETMQ_HOME", home.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
