package io.hookgate.benchmarks.hookgate;

import io.hookgate.benchmarks.machine.ProcessGroup;
import io.hookgate.benchmarks.product.ProductException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The servers that come along with Hookgate, as found in its data directory: each has a file {@code run/<name>.pid}, and is a
 * grandchild of the gateway, since a guard stands between them.
 */
record EmbeddedParts(Path data) {

    private static final int PORT_LINE = 3;
    private static final List<Server> SERVERS = List.of(
            new Server("rocketmq-broker", "RocketMQ broker"),
            new Server("rocketmq-name-server", "RocketMQ name server"),
            new Server("postgres", "PostgreSQL"),
            new Server("keycloak", "Keycloak"));

    private record Server(String file, String name) {}

    /** The gateway and those of its parts that run; empty when the data directory is not here. */
    List<ProcessGroup> processes() {
        List<ProcessGroup> groups = new ArrayList<>();
        gatewayPid().ifPresent(pid -> groups.add(ProcessGroup.single("gateway", pid)));
        SERVERS.forEach(server -> process(server.file())
                .ifPresent(process -> groups.add(new ProcessGroup(server.name(), withDescendants(process)))));
        return groups;
    }

    /** The JVM that has started the parts. */
    OptionalLong gatewayPid() {
        Optional<ProcessHandle> gateway = process("postgres").flatMap(EmbeddedParts::javaAncestor);
        return gateway.map(handle -> OptionalLong.of(handle.pid())).orElse(OptionalLong.empty());
    }

    /** The ledger, when its database runs here. */
    Optional<Ledger> ledger() {
        Path lock = data.resolve("postgres/cluster/postmaster.pid");
        if (!Files.isReadable(lock)) {
            return Optional.empty();
        }
        try {
            String port = Files.readAllLines(lock).get(PORT_LINE).strip();
            String password =
                    Files.readString(data.resolve("postgres/password")).strip();
            return Optional.of(
                    Ledger.connect("jdbc:postgresql://127.0.0.1:" + port + "/hookgate", "hookgate", password));
        } catch (IOException e) {
            throw new ProductException("Cannot read how to reach the ledger in " + data, e);
        }
    }

    private Optional<ProcessHandle> process(String name) {
        try {
            String pid =
                    Files.readString(data.resolve("run").resolve(name + ".pid")).strip();
            return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessHandle> javaAncestor(ProcessHandle server) {
        Optional<ProcessHandle> candidate = server.parent();
        while (candidate.isPresent() && !isJava(candidate.get())) {
            candidate = candidate.get().parent();
        }
        return candidate;
    }

    private static boolean isJava(ProcessHandle handle) {
        return handle.info().command().map(command -> command.endsWith("/java")).orElse(false);
    }

    private static Set<Long> withDescendants(ProcessHandle server) {
        return Stream.concat(Stream.of(server), server.descendants())
                .map(ProcessHandle::pid)
                .collect(Collectors.toUnmodifiableSet());
    }
}
