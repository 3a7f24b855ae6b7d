package io.hookgate.rocketmq.client;

import io.hookgate.rocketmq.log.ConnectorLog;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does a channel's things later, one after another on one daemon thread. A failure of one is logged and stops nothing.
 * Safe for use by many threads.
 */
public final class ChannelClock {

    private final String channel;
    private final ScheduledThreadPoolExecutor thread;

    /** Names the thread after channel and purpose. */
    public ChannelClock(String channel, String purpose) {
        this.channel = channel;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread daemon = new Thread(task, "rocketmq-" + channel + "-" + purpose);
            daemon.setDaemon(true);
            return daemon;
        });
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Runs it once. Returns false when the clock is closed; then it is never run. */
    public boolean after(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> unused = thread.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Runs it over and over, with that pause between. */
    public void every(Duration pause, Runnable task) {
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(guarded(task), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                // One that got through would end what is done over and over.
                ConnectorLog.LOG.unexpected(channel, e);
            }
        };
    }

    /** Runs nothing any more. */
    public void close() {
        thread.shutdownNow();
    }
}
