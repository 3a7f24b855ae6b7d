package io.hookgate.delivery.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.delivery.Receiver;
import io.hookgate.delivery.TestNode;
import io.hookgate.delivery.World;
import io.hookgate.delivery.attempt.Outcome.Delivered;
import io.hookgate.tenant.Endpoint;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.NetServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** No URL and no answer of the DNS leads into the internal network. Behind every address that is named here is a trap. */
class TargetVettingIT {
    private static final Set<String> REFUSALS = Set.of("address-not-allowed", "invalid-url", "dns", "port-not-allowed");

    /** What deliveries might be sent to by a trick; {@code PORT} is that of the trap. */
    private static final List<String> URLS = List.of(
            "http://127.0.0.1:PORT/",
            "http://127.0.0.2:PORT/",
            "http://127.1:PORT/",
            "http://127.0.1:PORT/",
            "http://0:PORT/",
            "http://0.0.0.0:PORT/",
            "http://00.00.00.00:PORT/",
            "http://2130706433:PORT/",
            "http://017700000001:PORT/",
            "http://0x7f000001:PORT/",
            "http://0x7f.0.0.1:PORT/",
            "http://0x7f.1:PORT/",
            "http://0177.0.0.1:PORT/",
            "http://0177.0.0.01:PORT/",
            "http://127.0.0.01:PORT/",
            "http://127.0.0.0x1:PORT/",
            "http://127.000.000.001:PORT/",
            "http://127.0.0.1.:PORT/",
            "http://localhost:PORT/",
            "http://LOCALHOST:PORT/",
            "http://localhost.:PORT/",
            "http://[::1]:PORT/",
            "http://[::]:PORT/",
            "http://[0:0:0:0:0:0:0:1]:PORT/",
            "http://[0000::0001]:PORT/",
            "http://[::127.0.0.1]:PORT/",
            "http://[::ffff:127.0.0.1]:PORT/",
            "http://[::ffff:7f00:1]:PORT/",
            "http://[0:0:0:0:0:ffff:7f00:0001]:PORT/",
            "http://[::ffff:0:127.0.0.1]:PORT/",
            "http://[64:ff9b::127.0.0.1]:PORT/",
            "http://[64:ff9b::7f00:1]:PORT/",
            "http://[64:ff9b:1::7f00:1]:PORT/",
            "http://[2002:7f00:1::]:PORT/",
            "http://[2001:0:7f00:1::]:PORT/",
            "http://[fe80::1%25lo]:PORT/",
            "http://[fe80::1]:PORT/",
            "http://[fc00::1]:PORT/",
            "http://[fd00:ec2::254]:PORT/",
            "http://[ff02::1]:PORT/",
            "http://10.0.0.1:PORT/",
            "http://100.64.0.1:PORT/",
            "http://100.100.100.200/latest/meta-data/",
            "http://169.254.169.254/latest/meta-data/",
            "http://169.254.170.2/v2/credentials",
            "http://168.63.129.16/metadata",
            "http://192.0.0.192/latest/",
            "http://172.16.0.1:PORT/",
            "http://192.168.0.1:PORT/",
            "http://198.18.0.1:PORT/",
            "http://224.0.0.1:PORT/",
            "http://255.255.255.255:PORT/",
            "https://127.0.0.1:PORT/",
            "https://localhost:PORT/",
            "https://[::1]:PORT/",
            "http://user@127.0.0.1:PORT/",
            "http://example.com@127.0.0.1:PORT/",
            "http://127.0.0.1:PORT@example.com/",
            "http://127.0.0.1:PORT#@example.com/",
            "http://127.0.0.1:PORT?@example.com/",
            "ftp://127.0.0.1:PORT/",
            "gopher://127.0.0.1:PORT/",
            "file:///etc/passwd",
            "unix:/var/run/docker.sock",
            "jar:http://127.0.0.1:PORT/!/",
            "http:127.0.0.1:PORT",
            "//127.0.0.1:PORT/");

    /** Addresses that names lead to; each stands for {@code <name>.test}. */
    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("loopback", List.of("127.0.0.1")),
            Map.entry("unspecified", List.of("0.0.0.0")),
            Map.entry("loopback6", List.of("::1")),
            Map.entry("private", List.of("10.1.2.3")),
            Map.entry("metadata", List.of("169.254.169.254")),
            Map.entry("cgnat", List.of("100.64.1.1")),
            Map.entry("ula", List.of("fd12::1")),
            Map.entry("nat64", List.of("64:ff9b::7f00:1")),
            Map.entry("sixtofour", List.of("2002:7f00:1::1")),
            Map.entry("linklocal6", List.of("fe80::1")),
            Map.entry("multicast", List.of("239.1.1.1")),
            Map.entry("all-private", List.of("10.0.0.1", "127.0.0.1", "::1", "192.168.1.1")));

    private final Vertx vertx = Vertx.vertx();
    private final World world = new World();
    private final DnsServer dns = new DnsServer();
    private final AtomicInteger trapped = new AtomicInteger();
    private final int trap = trap();
    private AttemptSender sender = sender();

    private AttemptSender sender(String... allowed) {
        world.configuration().allowHttp(world.tenantId());
        return AttemptFixture.sender(
                vertx, world.configuration(), Map.of("hookgate.dns-servers", dns.address()), allowed);
    }

    /** Listens on every address of this machine. */
    private int trap() {
        NetServer server = vertx.createNetServer().connectHandler(socket -> {
            trapped.incrementAndGet();
            socket.close();
        });
        return TestNode.await(server.listen(0, "0.0.0.0")).actualPort();
    }

    @AfterEach
    void close() {
        sender.close();
        dns.close();
        TestNode.await(vertx.close());
    }

    @TestFactory
    List<DynamicTest> neverConnects() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String url : URLS) {
            tests.add(
                    DynamicTest.dynamicTest(url, () -> assertNotReached(url.replace("PORT", Integer.toString(trap)))));
        }
        NAMES.forEach((name, addresses) -> {
            dns.answer(name + ".test", addresses);
            tests.add(DynamicTest.dynamicTest(
                    name + " " + addresses, () -> assertNotReached("http://" + name + ".test:" + trap + "/")));
        });
        assertThat(tests).hasSizeGreaterThan(60);
        return tests;
    }

    private void assertNotReached(String url) {
        String error = send(URI.create(url)).attempt().error();

        assertThat(error).isIn(REFUSALS);
        assertThat(trapped).hasValue(0);
    }

    @Test
    @Timeout(60) // far longer than an answer is kept
    void connectsToTheAddressThatWasVettedThoughTheNextAnswerIsAnother() {
        HttpServer receiver = vertx.createHttpServer()
                .requestHandler(request -> request.response().end());
        int port = TestNode.await(receiver.listen(0, "127.0.0.2")).actualPort();
        NetServer internal = vertx.createNetServer().connectHandler(socket -> trapped.incrementAndGet());
        TestNode.await(internal.listen(port, "127.0.0.1"));
        dns.answer("rebind.test", List.of("127.0.0.2"), List.of("127.0.0.1"));
        sender.close();
        sender = sender("127.0.0.2/32");
        URI url = URI.create("http://rebind.test:" + port + "/");

        assertThat(send(url).outcome()).isEqualTo(new Delivered());
        String error = null;
        while (error == null) {
            error = send(url).attempt().error();
        }
        assertThat(error).isEqualTo("address-not-allowed");
        assertThat(trapped).hasValue(0);
    }

    @Test
    void takesTheAllowedOnesAmongSeveralAddresses() {
        HttpServer receiver = vertx.createHttpServer()
                .requestHandler(request -> request.response().end());
        int port = TestNode.await(receiver.listen(0, "127.0.0.2")).actualPort();
        NetServer internal = vertx.createNetServer().connectHandler(socket -> trapped.incrementAndGet());
        TestNode.await(internal.listen(port, "127.0.0.1"));
        dns.answer("mixed.test", List.of("127.0.0.1", "127.0.0.2", "::1"));
        sender.close();
        sender = sender("127.0.0.2/32");

        for (int i = 0; i < 5; i++) {
            assertThat(send(URI.create("http://mixed.test:" + port + "/")).outcome())
                    .isEqualTo(new Delivered());
        }
        assertThat(trapped).hasValue(0);
    }

    @Test
    void followsNoRedirectIntoTheInternalNetwork() {
        sender.close();
        sender = sender("127.0.0.0/8");
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            try (Receiver receiver = Receiver.start(
                    vertx,
                    (response, before) -> response.setStatusCode(status)
                            .putHeader("Location", "http://127.0.0.1:" + trap + "/")
                            .end())) {
                assertThat(send(receiver.url("/")).attempt().statusCode()).isEqualTo(status);
            }
        }
        assertThat(trapped).hasValue(0);
    }

    @Test
    void goesToPortsOfOtherProtocolsNowhere() {
        sender.close();
        sender = sender("127.0.0.0/8");

        for (int port : new int[] {1, 22, 25, 110, 389, 445, 1023}) {
            assertThat(send(URI.create("http://127.0.0.1:" + port + "/"))
                            .attempt()
                            .error())
                    .isEqualTo("port-not-allowed");
        }
    }

    @Test
    void goesWithoutTlsOnlyWhereTheTenantOrTheOperatorAllowsIt() {
        World strict = new World();
        dns.answer("public.test", List.of("203.0.114.1"));
        Endpoint publicOne = strict.endpoint(
                URI.create("http://public.test/"), "t", World.schedule(), AttemptRun.FORM, Duration.ofSeconds(10));
        AttemptSender cautious = AttemptFixture.sender(
                vertx, strict.configuration(), Map.of("hookgate.dns-servers", dns.address()), "127.0.0.0/8");
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            Endpoint exempt = strict.endpoint(receiver.url("/"), "t", World.schedule());

            assertThat(AttemptRun.send(vertx, cautious, strict, publicOne)
                            .attempt()
                            .error())
                    .isEqualTo("http-not-allowed");
            assertThat(AttemptRun.send(vertx, cautious, strict, exempt).outcome())
                    .isEqualTo(new Delivered());
        } finally {
            cautious.close();
        }
    }

    private AttemptResult send(URI url) {
        Endpoint endpoint = world.endpoint(url, "t", World.schedule(), AttemptRun.FORM, Duration.ofSeconds(10));
        return AttemptRun.send(vertx, sender, world, endpoint);
    }
}
