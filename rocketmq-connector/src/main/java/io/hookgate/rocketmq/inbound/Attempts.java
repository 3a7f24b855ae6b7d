package io.hookgate.rocketmq.inbound;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * Counts the attempts of refused messages. The broker counts, too, but where order is kept its proxy reports the smallest
 * count of all messages that come together, which is 1 as soon as a new one joins the redelivered ones. Its count is what
 * is left after a restart; the larger of both is taken. Safe for use by many threads.
 */
final class Attempts {

    /** More than a group can have refused and not settled; a bound for what other consumers have settled since. */
    private static final int REMEMBERED = 10_000;

    private final Map<String, Integer> refused = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Which attempt this is, from 1. */
    synchronized int of(MessageView view) {
        int here = refused.getOrDefault(view.getMessageId().toString(), 0) + 1;
        return Math.max(here, view.getDeliveryAttempt());
    }

    synchronized void refused(String messageId, int attempt) {
        refused.put(messageId, attempt);
    }

    synchronized void settled(String messageId) {
        refused.remove(messageId);
    }
}
