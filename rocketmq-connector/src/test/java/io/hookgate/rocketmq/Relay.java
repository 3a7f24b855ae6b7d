package io.hookgate.rocketmq;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between client and broker that can be cut and mended: passes bytes on while it is open. */
final class Relay implements AutoCloseable {

    private final InetSocketAddress target;
    private final InetSocketAddress address;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket server;

    Relay(String target) {
        int colon = target.lastIndexOf(':');
        this.target = new InetSocketAddress(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), probe.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String endpoints() {
        return "127.0.0.1:" + address.getPort();
    }

    Relay mend() {
        try {
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(address);
            server = opened;
            daemon(() -> accept(opened));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void cut() {
        close(server);
        open.forEach(Relay::close);
        open.clear();
    }

    private void accept(ServerSocket opened) {
        try {
            while (true) {
                Socket client = opened.accept();
                Socket broker = new Socket(target.getAddress(), target.getPort());
                open.add(client);
                open.add(broker);
                daemon(() -> pass(client, broker));
                daemon(() -> pass(broker, client));
            }
        } catch (IOException e) {
            close(opened);
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The connection was cut, which is what this class is for.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Closeable closeable) {
        if (closeable != null) {
            try {
                closeable.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        cut();
    }
}
