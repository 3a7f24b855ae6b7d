package io.hookgate.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of the loopback address, remembered in a file so that a server has the same ones next time if they are
 * still free. They lie below the range from which systems take the ports of outgoing connections: a port stays
 * available while its server is being restarted.
 */
final class Ports {
    private static final int FIRST = 20_000;
    private static final int END = 32_000;
    private static final int ATTEMPTS = 1_000;

    private final Path file;
    private final Properties remembered = new Properties();
    private final Set<Integer> claimed = new HashSet<>();

    Ports(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                remembered.load(in);
            } catch (IOException | IllegalArgumentException e) {
                remembered.clear();
            }
        }
    }

    /**
     * A port for {@code name}.
     *
     * @param offsets of ports beside it that have to be free too
     */
    int claim(String name, int... offsets) throws IOException {
        int port = last(name);
        for (int attempt = 0; !isFree(port, offsets); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new IOException("No free port between " + FIRST + " and " + END);
            }
            port = ThreadLocalRandom.current().nextInt(FIRST, END);
        }
        claimed.add(port);
        for (int offset : offsets) {
            claimed.add(port + offset);
        }
        remember(name, port);
        return port;
    }

    private int last(String name) {
        try {
            int port = Integer.parseInt(remembered.getProperty(name, ""));
            return port >= FIRST && port < END ? port : END;
        } catch (NumberFormatException e) {
            return END;
        }
    }

    private boolean isFree(int port, int... offsets) {
        if (port == END || !isFree(port)) {
            return false;
        }
        for (int offset : offsets) {
            if (!isFree(port + offset)) {
                return false;
            }
        }
        return true;
    }

    private boolean isFree(int port) {
        if (claimed.contains(port)) {
            return false;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void remember(String name, int port) throws IOException {
        remembered.setProperty(name, Integer.toString(port));
        try (OutputStream out = Files.newOutputStream(file)) {
            remembered.store(out, null);
        }
    }
}
