package io.hookgate.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** RocketMQ's name server, which knows what broker has a topic. It keeps nothing. */
final class NameServer implements Server {
    private static final Duration CONNECT = Duration.ofMillis(500);

    private final RocketMqFiles files;
    private final List<String> command;

    NameServer(RocketMqFiles files) throws IOException {
        this.files = files;
        List<String> options = new ArrayList<>(files.commonOptions());
        options.addAll(0, List.of("-Xms16m", "-Xmx64m", "-Xss512k", "-XX:TieredStopAtLevel=1"));
        options.add("org.apache.rocketmq.namesrv.NamesrvStartup");
        this.command = JavaCommand.of(
                files.arguments(name()),
                options,
                List.of("-c", files.nameServerConfig().toString()));
    }

    @Override
    public Part part() {
        return Part.ROCKETMQ;
    }

    @Override
    public String name() {
        return "rocketmq-name-server";
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
    public void beforeStart() {}

    /** That it answers is proved by the broker, which is not ready before it has registered itself and asked for a route. */
    @Override
    public boolean isReady() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), files.nameServerPort()), (int)
                    CONNECT.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Duration startDeadline() {
        return Duration.ofSeconds(60);
    }

    /** Its orderly stop takes four seconds, for nothing. */
    @Override
    public String stopSignal() {
        return "KILL";
    }

    @Override
    public Duration grace() {
        return Duration.ofSeconds(2);
    }
}
