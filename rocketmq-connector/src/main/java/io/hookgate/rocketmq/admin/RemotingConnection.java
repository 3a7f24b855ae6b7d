package io.hookgate.rocketmq.admin;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection in RocketMQ's remoting protocol: a frame is its length, the length of the header (whose highest byte
 * says JSON), the header, the body. One request at a time; every wait is bounded; no thread of its own.
 */
final class RemotingConnection implements Closeable {

    private static final int MAX_FRAME_BYTES = 16 * 1024 * 1024;
    private static final int HEADER_LENGTH_MASK = 0xFFFFFF;
    private static final int RESPONSE_FLAG = 1;
    private static final int PROTOCOL_VERSION = 453;

    private final String address;
    private final @Nullable AdminCredentials credentials;
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private int opaque;

    /** What came back: a code of 0 means success. */
    record Response(int code, String remark, JsonObject fields, Buffer body) {}

    RemotingConnection(String address, Duration timeout, @Nullable AdminCredentials credentials) throws AdminException {
        this.address = address;
        this.credentials = credentials;
        this.socket = new Socket();
        try {
            socket.connect(socketAddress(address), Math.toIntExact(timeout.toMillis()));
            socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            socket.setTcpNoDelay(true);
            this.in = new DataInputStream(socket.getInputStream());
            this.out = new DataOutputStream(socket.getOutputStream());
        } catch (IOException e) {
            close();
            throw new AdminException("Cannot connect to " + address + ": " + e.getMessage(), e);
        }
    }

    private static InetSocketAddress socketAddress(String address) throws AdminException {
        int colon = address.lastIndexOf(':');
        try {
            return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new AdminException("'" + address + "' is not host:port", e);
        }
    }

    Response call(int code, Map<String, String> fields, byte[] body) throws AdminException {
        try {
            send(code, fields, body);
            return receive();
        } catch (IOException e) {
            throw new AdminException("Request " + code + " to " + address + " failed: " + e.getMessage(), e);
        }
    }

    private void send(int code, Map<String, String> fields, byte[] body) throws IOException {
        Map<String, String> signed = credentials == null ? fields : credentials.sign(fields, body);
        byte[] header = new JsonObject()
                .put("code", code)
                .put("language", "JAVA")
                .put("version", PROTOCOL_VERSION)
                .put("opaque", ++opaque)
                .put("flag", 0)
                .put("serializeTypeCurrentRPC", "JSON")
                .put("extFields", new JsonObject(Map.copyOf(signed)))
                .encode()
                .getBytes(StandardCharsets.UTF_8);
        out.writeInt(Integer.BYTES + header.length + body.length);
        out.writeInt(header.length);
        out.write(header);
        out.write(body);
        out.flush();
    }

    private Response receive() throws IOException {
        while (true) {
            int length = in.readInt();
            int headerLength = in.readInt() & HEADER_LENGTH_MASK;
            int bodyLength = length - Integer.BYTES - headerLength;
            if (length > MAX_FRAME_BYTES || bodyLength < 0) {
                throw new IOException("malformed frame");
            }
            JsonObject header = new JsonObject(Buffer.buffer(read(headerLength)));
            Buffer body = Buffer.buffer(read(bodyLength));
            boolean isResponse = (header.getInteger("flag", 0) & RESPONSE_FLAG) != 0;
            if (isResponse && header.getInteger("opaque", 0) == opaque) {
                return new Response(
                        header.getInteger("code", -1),
                        header.getString("remark", ""),
                        header.getJsonObject("extFields", new JsonObject()),
                        body);
            }
        }
    }

    private byte[] read(int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // The operating system frees it all the same, and there is nobody who could do more.
        }
    }
}
