package io.hookgate.rocketmqserver;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.broker.BrokerController;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.common.constant.LoggerName;
import org.apache.rocketmq.common.message.MessageAccessor;
import org.apache.rocketmq.common.message.MessageExtBrokerInner;
import org.apache.rocketmq.logging.org.slf4j.Logger;
import org.apache.rocketmq.logging.org.slf4j.LoggerFactory;
import org.apache.rocketmq.proxy.ProxyStartup;
import org.apache.rocketmq.proxy.config.ConfigurationManager;
import org.apache.rocketmq.proxy.config.ProxyConfig;
import org.apache.rocketmq.proxy.grpc.interceptor.ContextInterceptor;
import org.apache.rocketmq.proxy.grpc.interceptor.GlobalExceptionInterceptor;
import org.apache.rocketmq.proxy.grpc.interceptor.HeaderInterceptor;
import org.apache.rocketmq.proxy.grpc.v2.GrpcMessagingApplication;
import org.apache.rocketmq.proxy.metrics.ProxyMetricsManager;
import org.apache.rocketmq.proxy.processor.DefaultMessagingProcessor;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.store.PutMessageResult;
import org.apache.rocketmq.store.PutMessageStatus;

/**
 * Broker and proxy in one process, as {@link ProxyStartup} in local mode, except that the gRPC server listens on the
 * loopback address, and that there is no second remoting port.
 *
 * <p>When the broker is registered at the name server and has stored a message, the file that the system property
 * {@value #READY_FILE} names is written.
 */
public final class LoopbackBroker extends ProxyStartup {
    static final String READY_FILE = "hookgate.ready.file";

    private static final Logger LOG = LoggerFactory.getLogger(LoggerName.PROXY_LOGGER_NAME);
    private static final Duration STORE_DEADLINE = Duration.ofSeconds(10);

    private static final Duration REGISTRATION_DEADLINE = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofSeconds(1);

    private final BrokerController broker;
    private final DefaultMessagingProcessor processor;
    private final GrpcMessagingApplication application;
    private final ThreadPoolExecutor executor;
    private final Server server;

    private LoopbackBroker() {
        initThreadPoolMonitor();
        broker = createBrokerController();
        ProxyConfig config = ConfigurationManager.getProxyConfig();
        ProxyMetricsManager.initLocalMode(broker.getBrokerMetricsManager(), config);
        processor = DefaultMessagingProcessor.createForLocalMode(broker);
        application = GrpcMessagingApplication.create(processor);
        executor = createServerExecutor();
        server = grpcServer(config);
    }

    /**
     * Starts the broker, and exits with status 1 if that is not possible.
     *
     * @param arguments those of {@link ProxyStartup}: {@code -bc broker.conf -pc rmq-proxy.json}
     */
    public static void main(String[] arguments) {
        try {
            initConfiguration(parseCommandLineArgument(arguments));
            LoopbackBroker broker = new LoopbackBroker();
            broker.start();
            broker.proveReadiness();
            Files.writeString(Path.of(System.getProperty(READY_FILE)), "ready\n");
        } catch (Throwable e) {
            LOG.error("The broker did not start", e);
            System.exit(1);
        }
    }

    private Server grpcServer(ProxyConfig config) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), config.getGrpcServerPort());
        return NettyServerBuilder.forAddress(address)
                .bossEventLoopGroup(new NioEventLoopGroup(1))
                .workerEventLoopGroup(new NioEventLoopGroup(config.getGrpcWorkerLoopNum()))
                .channelType(NioServerSocketChannel.class)
                .executor(executor)
                .maxInboundMessageSize(config.getGrpcMaxInboundMessageSize())
                .maxConnectionIdle(config.getGrpcClientIdleTimeMills(), TimeUnit.MILLISECONDS)
                .addService(application)
                .intercept(new GlobalExceptionInterceptor())
                .intercept(new ContextInterceptor())
                .intercept(new HeaderInterceptor())
                .build();
    }

    private void start() throws Exception {
        broker.start();
        processor.start();
        application.start();
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    }

    /**
     * What {@link BrokerController#shutdown} does takes some fifteen seconds, most of them asleep. Every confirmed message
     * is on the disk already, so that only what consumers have acknowledged needs to be written down.
     */
    private void stop() {
        try {
            server.shutdown();
            broker.getPopMessageProcessor().getPopBufferMergeService().shutdown();
            server.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
            broker.getConsumerOrderInfoManager().persist();
            broker.getConsumerOffsetManager().persist();
            broker.getMessageStore().flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    private void proveReadiness() throws Exception {
        String topic = broker.getBrokerConfig().getBrokerName();
        awaitRegistration(topic);
        PutMessageResult result = broker.getMessageStore()
                .asyncPutMessage(probe(topic))
                .get(STORE_DEADLINE.toSeconds(), TimeUnit.SECONDS);
        if (result.getPutMessageStatus() != PutMessageStatus.PUT_OK) {
            throw new IllegalStateException("The broker does not store messages: " + result.getPutMessageStatus());
        }
    }

    /** RocketMQ skips a name server that it is not connected to yet, and would come back to it ten seconds later. */
    private void awaitRegistration(String topic) throws Exception {
        long deadline = System.nanoTime() + REGISTRATION_DEADLINE.toNanos();
        while (!isRegistered(topic)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The broker cannot register itself at the name server "
                        + broker.getBrokerConfig().getNamesrvAddr());
            }
            TimeUnit.MILLISECONDS.sleep(20);
            broker.registerBrokerAll(true, false, true);
        }
    }

    private boolean isRegistered(String topic) throws InterruptedException {
        try {
            broker.getBrokerOuterAPI().getTopicRouteInfoFromNameServer(topic, STORE_DEADLINE.toMillis());
            return true;
        } catch (RemotingException | MQBrokerException e) {
            return false;
        }
    }

    private MessageExtBrokerInner probe(String topic) {
        MessageExtBrokerInner message = new MessageExtBrokerInner();
        message.setTopic(topic);
        MessageAccessor.setProperties(message, new HashMap<>());
        message.setQueueId(0);
        message.setBody("ready?".getBytes(StandardCharsets.US_ASCII));
        message.setBornTimestamp(System.currentTimeMillis());
        message.setBornHost(broker.getStoreHost());
        message.setStoreHost(broker.getStoreHost());
        return message;
    }
}
