package io.hookgate.adapter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends a request over a socket just as it is, which no HTTP client would do. */
public final class RawExchange {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int MAX_ANSWER = 1 << 20;

    private RawExchange() {}

    /**
     * What came back.
     *
     * @param status 0 when the connection was closed without an answer
     * @param text the whole answer, headers and body
     */
    public record Answer(int status, String text) {}

    /**
     * Sends the request to the path of its URL.
     *
     * @param gateway scheme, host and port that are really connected to
     * @throws SocketTimeoutException if there is no whole answer within {@code patience}
     * @throws IOException if the gateway cannot be connected to
     */
    public static Answer send(URI gateway, InboundRequest request, Duration patience) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()), CONNECT_MILLIS);
            socket.setSoTimeout((int) patience.toMillis());
            // Reset at the end, so that ports are free again at once.
            socket.setSoLinger(true, 0);
            write(socket.getOutputStream(), request);
            return read(socket.getInputStream());
        }
    }

    private static void write(OutputStream out, InboundRequest request) throws IOException {
        try {
            out.write(head(request).getBytes(StandardCharsets.ISO_8859_1));
            out.write(request.body());
            out.flush();
        } catch (SocketException e) {
            // Whoever refuses a request need not read all of it; the answer may be there nevertheless.
        }
    }

    private static String head(InboundRequest request) {
        StringBuilder head = new StringBuilder()
                .append(request.method())
                .append(' ')
                .append(target(request))
                .append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ")
                .append(request.body().length)
                .append("\r\n");
        request.headers().forEach((name, values) -> {
            if (!List.of("host", "connection", "content-length").contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(
                        value -> head.append(name).append(": ").append(value).append("\r\n"));
            }
        });
        return head.append("\r\n").toString();
    }

    /** The raw query where the parameters are those of it, for providers that sign it. */
    private static String target(InboundRequest request) {
        String raw = request.url().getRawQuery();
        String path = request.url().getRawPath();
        if (raw != null && request.query().keySet().stream().allMatch(name -> raw.contains(name + "="))) {
            return path + '?' + raw;
        }
        String query = request.query().entrySet().stream()
                .flatMap(RawExchange::parameters)
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + '?' + query;
    }

    private static java.util.stream.Stream<String> parameters(Map.Entry<String, List<String>> parameter) {
        return parameter.getValue().stream().map(value -> encoded(parameter.getKey()) + '=' + encoded(value));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Answer read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try {
            for (int length = in.read(part); length >= 0 && bytes.size() < MAX_ANSWER; length = in.read(part)) {
                bytes.write(part, 0, length);
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (SocketException e) {
            // A reset after the answer.
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        boolean isAnswer = text.startsWith("HTTP/1.") && text.length() > 12;
        return new Answer(isAnswer ? Integer.parseInt(text.substring(9, 12)) : 0, text);
    }
}
