package io.hookgate.delivery.attempt;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real DNS server that says what a test wants, and something else each time if so wanted; nothing may be kept. */
final class DnsServer implements AutoCloseable {
    private final NioEventLoopGroup threads = new NioEventLoopGroup(1);
    private final Map<String, List<List<String>>> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Channel channel;

    DnsServer() {
        channel = new Bootstrap()
                .group(threads)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<DatagramChannel>() {
                    @Override
                    protected void initChannel(DatagramChannel opened) {
                        opened.pipeline()
                                .addLast(
                                        new DatagramDnsQueryDecoder(),
                                        new DatagramDnsResponseEncoder(),
                                        new SimpleChannelInboundHandler<DatagramDnsQuery>() {
                                            @Override
                                            protected void channelRead0(
                                                    ChannelHandlerContext context, DatagramDnsQuery query) {
                                                ChannelFuture unused = context.writeAndFlush(answer(query));
                                            }
                                        });
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    /** The address, as configuration has it. */
    String address() {
        return "127.0.0.1:" + ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Sets the addresses of a name: those of the first query, of the second, … the last are repeated. */
    @SafeVarargs
    final void answer(String name, List<String>... addresses) {
        answers.put(name + ".", List.of(addresses));
    }

    private DatagramDnsResponse answer(DatagramDnsQuery query) {
        DatagramDnsResponse response =
                new DatagramDnsResponse(/* sender= */ query.recipient(), /* recipient= */ query.sender(), query.id());
        DnsQuestion question = query.recordAt(DnsSection.QUESTION);
        response.addRecord(
                DnsSection.QUESTION, new DefaultDnsQuestion(question.name(), question.type(), question.dnsClass()));
        List<List<String>> known = answers.get(question.name());
        if (known == null) {
            return response.setCode(DnsResponseCode.NXDOMAIN);
        }
        int turn = asked.computeIfAbsent(question.name() + question.type().name(), key -> new AtomicInteger())
                .getAndIncrement();
        for (String address : known.get(Math.min(turn, known.size() - 1))) {
            byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
            DnsRecordType type = bytes.length == 4 ? DnsRecordType.A : DnsRecordType.AAAA;
            if (type.equals(question.type())) {
                ByteBuf content = Unpooled.wrappedBuffer(bytes);
                response.addRecord(DnsSection.ANSWER, new DefaultDnsRawRecord(question.name(), type, 0, content));
            }
        }
        return response;
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
