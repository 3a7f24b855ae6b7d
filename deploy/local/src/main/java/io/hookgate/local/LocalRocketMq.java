package io.hookgate.local;

import io.hookgate.local.ProgressListener.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * RocketMQ 5 on this machine: a name server, and a broker with its gRPC proxy, each in a JVM of its own.
 *
 * <p>Everything listens on the loopback address only, without TLS: a client has to switch that off. Broker and proxy
 * want the credentials of {@link #accessKey()} and {@link #secretKey()} with every request. The name server knows no
 * authentication. Topics and consumer groups have to be created before they are used. Thread-safe.
 */
public final class LocalRocketMq implements AutoCloseable {
    private static final String RUNTIME = "hookgate.runtime.rocketmq";

    private final DirectoryLock lock;
    private final RocketMqFiles files;
    private final Child nameServer;
    private final Child broker;

    private LocalRocketMq(
            DirectoryLock lock, Path dataDirectory, LocalRocketMqOptions options, ProgressListener listener)
            throws IOException {
        this.lock = lock;
        this.files = new RocketMqFiles(
                Runtimes.find(Part.ROCKETMQ, RUNTIME, "lib"), dataDirectory.resolve("rocketmq"), options);
        this.nameServer = new Child(new NameServer(files), dataDirectory, listener);
        this.broker = new Child(new Broker(files, options), dataDirectory, listener);
    }

    /** Starts it with the default options. */
    public static LocalRocketMq start(Path dataDirectory) {
        return start(dataDirectory, LocalRocketMqOptions.defaults(), ProgressListener.SILENT);
    }

    /**
     * Starts it, and returns when the broker is registered and has stored a message. The jars of the servers are taken
     * from {@code lib} in the directory that the system property {@value #RUNTIME} names.
     *
     * @param dataDirectory keeps the messages, in {@code rocketmq}; made if it is missing
     * @throws StartFailedException if it does not start, or if another instance uses the directory
     */
    public static LocalRocketMq start(Path dataDirectory, LocalRocketMqOptions options, ProgressListener listener) {
        return DirectoryLock.startIn(dataDirectory, Part.ROCKETMQ, (lock, directory) -> {
            LocalRocketMq rocketMq = new LocalRocketMq(lock, directory, options, listener);
            listener.progress(Part.ROCKETMQ, Stage.STARTING, "");
            rocketMq.startBoth();
            listener.progress(Part.ROCKETMQ, Stage.READY, rocketMq.proxyEndpoints());
            return rocketMq;
        });
    }

    private void startBoth() {
        CompletableFuture<Void> started = Background.start("hookgate-name-server", nameServer::start);
        try {
            broker.start();
            started.join();
        } catch (CompletionException e) {
            stopBoth();
            throw e.getCause() instanceof StartFailedException cause ? cause : e;
        } catch (RuntimeException e) {
            stopBoth();
            throw e;
        }
    }

    /** Where a RocketMQ 5 gRPC client connects to: {@code host:port}. */
    public String proxyEndpoints() {
        return files.proxyEndpoints();
    }

    /** The name server, for the admin tools: {@code host:port}. */
    public String nameServerAddress() {
        return files.nameServerAddress();
    }

    /** The broker, for the admin tools: {@code host:port}. */
    public String brokerAddress() {
        return files.brokerAddress();
    }

    /** The broker's cluster, for the admin tools. */
    public String clusterName() {
        return RocketMqFiles.CLUSTER;
    }

    /** The user that may do everything. */
    public String accessKey() {
        return RocketMqFiles.ACCESS_KEY;
    }

    /** That user's secret, which stays the same as long as the data directory does. */
    public String secretKey() {
        return files.secretKey();
    }

    /** The process of broker and proxy; empty while it is not running. */
    public Optional<Long> brokerPid() {
        return broker.pid();
    }

    /** The name server's process; empty while it is not running. */
    public Optional<Long> nameServerPid() {
        return nameServer.pid();
    }

    /** Ends broker and proxy at once, like {@code kill -9}, and leaves them so until {@link #restartBroker}. */
    public void killBroker() {
        broker.kill();
    }

    /** Starts broker and proxy on the same ports, and returns when they are ready. */
    public void restartBroker() {
        broker.close();
        broker.start();
    }

    /** Ends the name server at once, like {@code kill -9}, and leaves it so until {@link #restartNameServer}. */
    public void killNameServer() {
        nameServer.kill();
    }

    /** Starts the name server on the same port. The broker registers itself there within ten seconds. */
    public void restartNameServer() {
        nameServer.close();
        nameServer.start();
    }

    /** Stops both. The broker first writes down what has been acknowledged. */
    @Override
    public void close() {
        stopBoth();
        lock.close();
    }

    private void stopBoth() {
        broker.close();
        nameServer.close();
    }
}
