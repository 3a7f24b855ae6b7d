package io.hookgate.rocketmq.client;

import java.io.IOException;

/** What has to be in place on the broker before a channel uses it. */
@FunctionalInterface
public interface Provisioning {

    /**
     * Puts it in place, or fails with a message that says what is missing. Blocks; called before each new client.
     */
    void prepare() throws IOException;

    /** Nothing is needed, or nothing can be done about it. */
    Provisioning NONE = () -> {};
}
