package io.hookgate.gateway.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    private static final int LIMIT = 1000;
    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<BodyReader.Body> read = new CompletableFuture<>();
    private int port;

    @BeforeEach
    void listen() throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> BodyReader.read(vertx, request, LIMIT, 500)
                        .onSuccess(body -> {
                            read.complete(body);
                            request.response()
                                    .setStatusCode(body instanceof BodyReader.Body.Complete ? 200 : 413)
                                    .end();
                        }));
        port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void readsABodyOfExactlyTheLimit() throws Exception {
        String answer = exchange("Content-Length: 1000\r\n\r\n" + "x".repeat(LIMIT));

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(read.get(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        BodyReader.Body.Complete.class,
                        body -> assertThat(body.bytes()).hasSize(LIMIT));
    }

    @Test
    void refusesAnAnnouncedBodyOverTheLimitWithoutReadingIt() throws Exception {
        String answer = exchange("Content-Length: 1001\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413");
        assertThat(read.get(10, TimeUnit.SECONDS)).isInstanceOf(BodyReader.Body.TooLarge.class);
    }

    @Test
    void refusesAChunkedBodyAsSoonAsItIsOverTheLimit() throws Exception {
        String chunk = "1f4\r\n" + "x".repeat(500) + "\r\n";

        String answer = exchange("Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(3));

        assertThat(answer).startsWith("HTTP/1.1 413");
        assertThat(read.get(10, TimeUnit.SECONDS)).isInstanceOf(BodyReader.Body.TooLarge.class);
    }

    @Test
    void givesUpOnABodyThatDoesNotArrive() throws Exception {
        String answer = exchange("Content-Length: 1000\r\n\r\nabc");

        assertThat(answer).startsWith("HTTP/1.1 413");
        assertThat(read.get(10, TimeUnit.SECONDS)).isInstanceOf(BodyReader.Body.TooSlow.class);
    }

    @Test
    void noticesThatTheSenderWentAway() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            send(socket, "Content-Length: 1000\r\n\r\nabc");
        }

        assertThat(read.get(10, TimeUnit.SECONDS)).isInstanceOf(BodyReader.Body.Broken.class);
    }

    private String exchange(String headersAndBody) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            send(socket, headersAndBody);
            InputStream in = socket.getInputStream();
            byte[] answer = in.readNBytes(12);
            return new String(answer, StandardCharsets.US_ASCII);
        }
    }

    private static void send(Socket socket, String headersAndBody) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(("POST / HTTP/1.1\r\nHost: localhost\r\n" + headersAndBody).getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
