package io.hookgate.delivery.attempt;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Finds the address that a request goes to, and vets it: the name is resolved once, and the connection is made to the
 * very address that was vetted, so that a second answer of the DNS cannot lead elsewhere.
 *
 * <p>Never blocks: queries run on a thread of their own, with answers kept as long as their owner allows, between
 * two seconds and a minute.
 */
@ApplicationScoped
public class TargetResolver {
    private static final int QUERY_TIMEOUT_MILLIS = 2_000;
    private static final int MAX_QUERIES = 12;
    /** Addresses of both families are kept from the first answer on, until the first of them is out of date. */
    private static final int MIN_TTL_SECONDS = 2;

    private static final int MAX_TTL_SECONDS = 60;
    private static final int NEGATIVE_TTL_SECONDS = 2;

    private final AddressPolicy policy;
    private final EventLoopGroup threads = new NioEventLoopGroup(1, new DefaultThreadFactory("hookgate-dns", true));
    private final DnsNameResolver dns;

    /**
     * Vets addresses by {@code policy}.
     *
     * @param servers DNS servers to ask instead of those of the system, each {@code address:port}
     */
    public TargetResolver(
            AddressPolicy policy, @ConfigProperty(name = "hookgate.dns-servers") Optional<List<String>> servers) {
        this.policy = policy;
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder(threads.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .queryTimeoutMillis(QUERY_TIMEOUT_MILLIS)
                .maxQueriesPerResolve(MAX_QUERIES)
                .completeOncePreferredResolved(false)
                .ttl(MIN_TTL_SECONDS, MAX_TTL_SECONDS)
                .negativeTtl(NEGATIVE_TTL_SECONDS);
        servers.map(TargetResolver::serverAddresses).ifPresent(builder::nameServerProvider);
        this.dns = builder.build();
    }

    private static DnsServerAddressStreamProvider serverAddresses(List<String> servers) {
        return new SequentialDnsServerAddressStreamProvider(
                servers.stream().map(TargetResolver::serverAddress).toArray(InetSocketAddress[]::new));
    }

    private static InetSocketAddress serverAddress(String text) {
        int colon = text.lastIndexOf(':');
        byte[] address = colon < 0
                ? null
                : NetUtil.createByteArrayFromIpAddressString(
                        text.substring(0, colon).trim());
        if (address == null) {
            throw new IllegalArgumentException("hookgate.dns-servers: not an address with a port: " + text);
        }
        return new InetSocketAddress(
                address(address), Integer.parseInt(text.substring(colon + 1).trim()));
    }

    /** Whether the operator has allowed this very address. */
    boolean isExempt(InetAddress address) {
        return policy.isExempt(address);
    }

    /** The host has addresses, but deliveries may go to none of them. */
    static final class AddressNotAllowedException extends Exception {
        private static final long serialVersionUID = 1L;

        AddressNotAllowedException() {
            super("No address of the host is allowed", null, false, false);
        }
    }

    /**
     * The address to connect to; fails with {@link UnknownHostException} or {@link AddressNotAllowedException}.
     *
     * @param context where the answer is wanted
     * @param host a name, or an IP address in its ordinary notation
     * @param turn the number of the attempt: several allowed addresses take turns
     */
    public Future<InetAddress> resolve(Context context, String host, int turn) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal != null) {
            return pick(List.of(address(literal)), turn);
        }
        Promise<List<InetAddress>> answer = Promise.promise();
        dns.resolveAll(host).addListener(done -> context.runOnContext(nothing -> complete(answer, done)));
        return answer.future().compose(addresses -> pick(addresses, turn));
    }

    @SuppressWarnings("unchecked") // the listener's type has lost the type of the answer
    private static void complete(Promise<List<InetAddress>> answer, io.netty.util.concurrent.Future<?> done) {
        if (done.isSuccess()) {
            answer.complete((List<InetAddress>) done.getNow());
        } else {
            answer.fail(done.cause());
        }
    }

    private Future<InetAddress> pick(List<InetAddress> addresses, int turn) {
        List<InetAddress> allowed = addresses.stream().filter(policy::allows).toList();
        return allowed.isEmpty()
                ? Future.failedFuture(new AddressNotAllowedException())
                : Future.succeededFuture(allowed.get(Math.floorMod(turn - 1, allowed.size())));
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An IP address has 4 or 16 bytes", e);
        }
    }

    @PreDestroy
    void close() {
        dns.close();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
