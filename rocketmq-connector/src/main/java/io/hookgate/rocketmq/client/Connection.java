package io.hookgate.rocketmq.client;

import io.hookgate.rocketmq.log.ConnectorLog;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a client of the broker: opens it, however long that takes, and opens a new one when it has lost the broker.
 *
 * <p>A new one, because the client's own way back is slow (gRPC waits up to two minutes between attempts) and because what
 * was prepared on the broker has to be checked again before it is used: a killed broker forgets what it was told last.
 *
 * <p>Safe for use by many threads. Opening and closing happen on one daemon thread; no caller ever waits.
 *
 * @param <C> the client
 */
public final class Connection<C extends Closeable> {

    private static final Duration FIRST_DELAY = Duration.ofMillis(250);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
    private static final int SUSPICIOUS_FAILURES = 5;

    private final String channel;
    private final ClientSettings settings;
    private final Opening<C> opening;
    private final Consumer<C> whenOpen;
    private final Runnable whenLost;
    private final ChannelClock thread;
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private volatile @Nullable C client;
    private volatile String problem = "not connected yet";
    private volatile boolean closed;
    private long delayMillis = FIRST_DELAY.toMillis();

    /** Prepares what is needed on the broker and makes a client; may block, and may fail in any way. */
    @FunctionalInterface
    public interface Opening<C> {
        C open() throws Exception;
    }

    /**
     * @param whenOpen called with every new client, on the connection's thread
     * @param whenLost called when there is none any more, before another is opened, on any thread
     */
    public Connection(
            String channel, ClientSettings settings, Opening<C> opening, Consumer<C> whenOpen, Runnable whenLost) {
        this.channel = channel;
        this.settings = settings;
        this.opening = opening;
        this.whenOpen = whenOpen;
        this.whenLost = whenLost;
        this.thread = new ChannelClock(channel, "connection");
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Begins to connect. */
    public void start() {
        thread.after(Duration.ZERO, this::open);
    }

    /** The client, unless there is none now. */
    public @Nullable C current() {
        return client;
    }

    /** Why there is no client now. */
    public Optional<String> problem() {
        return client == null ? Optional.of(problem) : Optional.empty();
    }

    /** Runs something on the connection's thread, over and over, with that pause between; failures are only logged. */
    public void every(Duration pause, Callable<?> task) {
        thread.every(pause, () -> {
            try {
                task.call();
            } catch (Exception e) {
                ConnectorLog.LOG.debugf(e, "Channel '%s': a periodic check failed", channel);
            }
        });
    }

    /** Says that the client works. */
    public void succeeded() {
        if (failuresInARow.get() != 0) {
            failuresInARow.set(0);
        }
    }

    /** Says that the client failed; it is given up when that means that the broker is lost. */
    public void failed(C failing, Throwable cause) {
        switch (ClientFailure.of(cause)) {
            case UNREACHABLE, NOT_FOUND -> giveUp(failing, cause);
            case TIMEOUT, OTHER -> suspect(failing, cause);
            case THROTTLED, DENIED, INVALID -> succeeded();
        }
    }

    private void suspect(C failing, Throwable cause) {
        if (failuresInARow.incrementAndGet() >= SUSPICIOUS_FAILURES) {
            giveUp(failing, cause);
        }
    }

    private void giveUp(C failing, Throwable cause) {
        synchronized (this) {
            if (client != failing || closed) {
                return;
            }
            problem = ClientFailure.brief(cause);
            client = null;
        }
        ConnectorLog.LOG.connectionLost(channel, problem);
        retire(failing);
        whenLost.run();
        thread.after(FIRST_DELAY, this::open);
    }

    private void open() {
        if (closed) {
            return;
        }
        try {
            requireListener();
            C fresh = opening.open();
            if (!publish(fresh)) {
                retire(fresh);
                return;
            }
            ConnectorLog.LOG.connected(channel, settings.endpoints());
            whenOpen.accept(fresh);
        } catch (Exception | Error e) {
            // Also when there was no memory or no thread for a client: nobody else would ever open one.
            retryLater(e);
        }
    }

    private synchronized boolean publish(C fresh) {
        if (closed) {
            return false;
        }
        delayMillis = FIRST_DELAY.toMillis();
        failuresInARow.set(0);
        client = fresh;
        return true;
    }

    private void retryLater(Throwable failure) {
        String reason = ClientFailure.brief(failure);
        if (!reason.equals(problem)) {
            ConnectorLog.LOG.cannotConnect(channel, settings.endpoints(), reason);
        }
        ConnectorLog.LOG.debugf(failure, "Channel '%s' cannot connect", channel);
        problem = reason;
        thread.after(Duration.ofMillis(delayMillis), this::open);
        delayMillis = Math.min(delayMillis * 2, LONGEST_DELAY.toMillis());
    }

    /** Asks the operating system first: making a client only to see it fail costs a dozen threads. */
    private void requireListener() throws IOException {
        IOException failure = null;
        for (String endpoint : settings.endpoints().split(";", -1)) {
            int colon = endpoint.lastIndexOf(':');
            String host = endpoint.substring(0, Math.max(0, colon)).trim();
            if (host.isEmpty() || host.contains(":") || host.contains("/")) {
                return;
            }
            try (Socket socket = new Socket()) {
                InetSocketAddress address = new InetSocketAddress(
                        host, Integer.parseInt(endpoint.substring(colon + 1).trim()));
                socket.connect(
                        address, Math.toIntExact(settings.requestTimeout().toMillis()));
                return;
            } catch (IOException e) {
                failure = new IOException("cannot reach " + endpoint.trim() + ": " + e.getMessage());
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Closing waits for running requests, so nobody waits for it. */
    private void retire(C retired) {
        inBackground(() -> close(retired));
    }

    private void inBackground(Runnable task) {
        daemon(task, "rocketmq-" + channel + "-closing").start();
    }

    private void close(C retired) {
        try {
            retired.close();
        } catch (IOException | RuntimeException e) {
            ConnectorLog.LOG.debugf(e, "Channel '%s' could not close a client", channel);
        }
    }

    /**
     * Connects no more, and closes the client. Nobody waits for that.
     *
     * @param lastUse what is still to be done with the client before; may block
     */
    public void close(Runnable lastUse) {
        C last;
        synchronized (this) {
            closed = true;
            last = client;
        }
        thread.close();
        if (last != null) {
            inBackground(() -> {
                lastUse.run();
                client = null;
                problem = "closed";
                close(last);
            });
        }
    }
}
