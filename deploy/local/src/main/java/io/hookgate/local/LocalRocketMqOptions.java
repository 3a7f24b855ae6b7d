package io.hookgate.local;

/**
 * How the broker is to run.
 *
 * @param synchronousFlush whether a message is on the disk before the broker confirms it; without, a power cut (though
 *     no crash of a process) can cost what was confirmed in the last half second
 * @param brokerHeapMegabytes the largest heap of the broker and proxy
 * @param retentionHours how long a message is kept at least, consumed or not
 */
public record LocalRocketMqOptions(boolean synchronousFlush, int brokerHeapMegabytes, int retentionHours) {
    private static final int SMALLEST_HEAP = 128;

    /** Checks the limits. */
    public LocalRocketMqOptions {
        if (brokerHeapMegabytes < SMALLEST_HEAP) {
            throw new IllegalArgumentException("A broker needs at least " + SMALLEST_HEAP + " MB of heap");
        }
        if (retentionHours < 1) {
            throw new IllegalArgumentException("Messages are kept for at least an hour");
        }
    }

    /** Durable, and small enough for a laptop. */
    public static LocalRocketMqOptions defaults() {
        return new LocalRocketMqOptions(true, 384, 72);
    }
}
