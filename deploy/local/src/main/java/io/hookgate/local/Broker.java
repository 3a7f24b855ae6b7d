package io.hookgate.local;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** RocketMQ's broker and proxy in one process. It writes a file when it is registered and has stored a message. */
final class Broker implements Server {
    private final RocketMqFiles files;
    private final List<String> command;

    Broker(RocketMqFiles files, LocalRocketMqOptions options) throws IOException {
        this.files = files;
        List<String> all = new ArrayList<>(files.commonOptions());
        all.addAll(0, List.of("-Xms64m", "-Xmx" + options.brokerHeapMegabytes() + "m", "-XX:MaxDirectMemorySize=256m"));
        all.addAll(0, ClassArchive.options(name()));
        all.add("-Dhookgate.ready.file=" + files.readyFile());
        all.add("io.hookgate.rocketmqserver.LoopbackBroker");
        this.command = JavaCommand.of(
                files.arguments(name()),
                all,
                List.of(
                        "-bc",
                        files.brokerConfig().toString(),
                        "-pc",
                        files.proxyConfig().toString()));
    }

    @Override
    public Part part() {
        return Part.ROCKETMQ;
    }

    @Override
    public String name() {
        return "rocketmq-broker";
    }

    @Override
    public List<String> command() {
        return command;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("ROCKETMQ_HOME", files.home().toString());
    }

    @Override
    public void beforeStart() throws IOException {
        Files.deleteIfExists(files.readyFile());
        files.clearTemporary();
    }

    @Override
    public boolean isReady() {
        return Files.exists(files.readyFile());
    }

    @Override
    public Duration startDeadline() {
        return Duration.ofSeconds(90);
    }

    @Override
    public String stopSignal() {
        return "TERM";
    }

    @Override
    public Duration grace() {
        return Duration.ofSeconds(ClassArchive.isRecording() ? 60 : 10);
    }
}
