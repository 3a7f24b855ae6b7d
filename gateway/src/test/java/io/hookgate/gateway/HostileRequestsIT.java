package io.hookgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that no client library would send, byte by byte: each is refused in good order. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class HostileRequestsIT {
    private static final int LARGE = 3 << 20;
    private static final String END = "\r\nHost: localhost\r\nConnection: close\r\n";
    private static final String WITH_BODY = "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

    @TestHTTPResource
    String url;

    private Fixture fixture;
    private Provider source;
    private String path;

    @BeforeEach
    void registerSource() {
        fixture = Fixture.create(new Api(url.replaceAll("/$", ""), GatewayServers.BOOTSTRAP_KEY));
        source = Provider.of(fixture, fixture.openSource());
        path = URI.create(source.url()).getRawPath();
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                // What the server itself refuses has no body; everything else is a problem.
                request("a URL of 20 kB", 414, false, "POST @?" + "a".repeat(20_000) + " HTTP/1.1" + END + WITH_BODY),
                request("a URL of 9 kB", 414, true, "POST @?" + "a".repeat(9_000) + " HTTP/1.1" + END + WITH_BODY),
                request(
                        "a query of 300 parameters",
                        414,
                        true,
                        "POST @?" + repeat(300, i -> "a=" + i, "&") + " HTTP/1.1" + END + WITH_BODY),
                request(
                        "a header of 70 kB",
                        431,
                        false,
                        "POST @ HTTP/1.1" + END + "X-A: " + "a".repeat(70_000) + "\r\n" + WITH_BODY),
                request(
                        "10,000 headers",
                        431,
                        false,
                        "POST @ HTTP/1.1" + END + repeat(10_000, i -> "X-" + i + ": " + i + "\r\n", "") + WITH_BODY),
                request(
                        "300 headers",
                        431,
                        true,
                        "POST @ HTTP/1.1" + END + repeat(300, i -> "X-" + i + ": " + i + "\r\n", "") + WITH_BODY),
                request("a header without a colon", 400, false, "POST @ HTTP/1.1" + END + "XXXX\r\n" + WITH_BODY),
                request("NUL in a header", 400, false, "POST @ HTTP/1.1" + END + "X-A: a\0b\r\n" + WITH_BODY),
                request("a method with a space", 400, false, "PO ST @ HTTP/1.1" + END + WITH_BODY),
                request("a method nobody knows", 405, true, "BREW @ HTTP/1.1" + END + WITH_BODY),
                request("an endless method", 405, true, "X".repeat(3_000) + " @ HTTP/1.1" + END + WITH_BODY),
                request("TRACE", 405, true, "TRACE @ HTTP/1.1" + END + "\r\n"),
                request("no host", 400, true, "POST @ HTTP/1.1\r\nConnection: close\r\n" + WITH_BODY),
                request("bad percent-encoding in the path", 400, false, "POST @%zz HTTP/1.1" + END + WITH_BODY),
                request("bad percent-encoding in the query", 400, false, "POST @?a=%zz HTTP/1.1" + END + WITH_BODY),
                request("half a percent-encoding", 400, false, "POST @?a=% HTTP/1.1" + END + WITH_BODY),
                request("raw bytes in the query", 400, true, "POST @?a=\u00ff\u00fe HTTP/1.1" + END + WITH_BODY),
                request("no key", 404, true, "POST /in HTTP/1.1" + END + WITH_BODY),
                request("an empty key", 404, true, "POST /in/ HTTP/1.1" + END + WITH_BODY),
                request("NUL for a key", 404, true, "POST /in/%00 HTTP/1.1" + END + WITH_BODY),
                request("no UTF-8 for a key", 404, true, "POST /in/%C0%A0 HTTP/1.1" + END + WITH_BODY),
                request(
                        "a body of no known length",
                        400,
                        false,
                        "POST @ HTTP/1.1" + END + "Content-Length: x\r\n\r\n{}"),
                request("a negative length", 400, false, "POST @ HTTP/1.1" + END + "Content-Length: -5\r\n\r\n{}"),
                request(
                        "two lengths",
                        400,
                        false,
                        "POST @ HTTP/1.1" + END + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
                request(
                        "an unknown transfer encoding",
                        400,
                        true,
                        "POST @ HTTP/1.1" + END + "Transfer-Encoding: gzip\r\n\r\n{}"),
                request(
                        "a compressed body",
                        415,
                        true,
                        "POST @ HTTP/1.1" + END + "Content-Encoding: gzip\r\n" + WITH_BODY),
                request(
                        "a large body",
                        413,
                        true,
                        "POST @ HTTP/1.1" + END + "Content-Length: " + LARGE + "\r\n\r\n" + "x".repeat(LARGE)),
                request(
                        "a large body that waits to be asked for",
                        413,
                        true,
                        "POST @ HTTP/1.1" + END + "Expect: 100-continue\r\nContent-Length: " + LARGE + "\r\n\r\n"),
                request(
                        "a large body in chunks",
                        413,
                        true,
                        "POST @ HTTP/1.1" + END + "Transfer-Encoding: chunked\r\n\r\n"
                                + ("10000\r\n" + "x".repeat(65_536) + "\r\n").repeat(40) + "0\r\n\r\n"),
                request("a slow body", 408, true, "POST @ HTTP/1.1" + END + "Content-Length: 100\r\n\r\n{"),
                request(
                        "deeply nested JSON",
                        400,
                        true,
                        "POST @ HTTP/1.1" + END + "Content-Type: application/json\r\nContent-Length: 200000\r\n\r\n"
                                + "[".repeat(100_000) + "]".repeat(100_000)),
                request(
                        "entities in XML",
                        400,
                        true,
                        body("application/xml", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>")),
                request(
                        "JSON in UTF-16 that says UTF-8",
                        400,
                        true,
                        body("application/json", "{\0\"\0a\0\"\0:\0001\0}\0")),
                request("a charset nobody knows", 415, true, body("text/plain; charset=klingon", "x")),
                request("half a form", 400, true, body("application/x-www-form-urlencoded", "a=%z")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void refuses(String name, int status, boolean isProblem, String request) throws IOException {
        String answer = exchange(request.replace("@", path));

        assertThat(answer).startsWith("HTTP/").contains(" " + status + " ");
        assertThat(answer).doesNotContain("Exception").doesNotContain("\tat ").doesNotContain("stack");
        assertThat(answer.contains("application/problem+json")).isEqualTo(isProblem);
        assertThat(answer.contains("\"status\":" + status)).isEqualTo(isProblem);
    }

    @Test
    void takesABodyThatWaitsToBeAskedFor() throws IOException {
        try (Socket socket = connect()) {
            write(
                    socket,
                    "POST " + path + " HTTP/1.1" + END + "Expect: 100-continue\r\n" + WITH_BODY.replace("{}", ""));
            byte[] asked = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
            assertThat(new String(asked, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 100");

            write(socket, "{}");

            assertThat(readAll(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void takesTheNextRequestAfterARefusedOne() throws IOException {
        String refused = "BREW " + path + " HTTP/1.1\r\nHost: localhost\r\n" + WITH_BODY;

        String answers = exchange(refused + refused + "POST " + path + " HTTP/1.1" + END + WITH_BODY);

        assertThat(answers.split("HTTP/1.1 405", -1)).hasSize(3);
        assertThat(answers).contains("HTTP/1.1 200");
    }

    private static Arguments request(String name, int status, boolean isProblem, String request) {
        return Arguments.of(name, status, isProblem, request);
    }

    private static String body(String type, String text) {
        return "POST @ HTTP/1.1" + END + "Content-Type: " + type + "\r\nContent-Length: " + text.length() + "\r\n\r\n"
                + text;
    }

    private static String repeat(int times, java.util.function.IntFunction<String> text, String separator) {
        return IntStream.range(0, times).mapToObj(text).collect(Collectors.joining(separator));
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(),
                URI.create(fixture.api().baseUrl()).getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = connect()) {
            try {
                write(socket, request);
            } catch (SocketException e) {
                // A server that has refused a request need not read the rest of it; its answer is there all the same.
            }
            return readAll(socket);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String readAll(Socket socket) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] part = new byte[8192];
        try {
            for (int length = in.read(part); length >= 0; length = in.read(part)) {
                answer.write(part, 0, length);
            }
        } catch (SocketException e) {
            // A reset after the answer.
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }
}
