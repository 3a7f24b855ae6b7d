package io.hookgate.rocketmq.log;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** The connector's log messages. They never hold a payload, a property's value or a secret. */
@MessageLogger(projectCode = "RMQC", length = 5)
public interface ConnectorLog extends BasicLogger {

    ConnectorLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), ConnectorLog.class, "io.hookgate.rocketmq");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1, value = "Channel '%s' is connected to %s")
    void connected(String channel, String endpoints);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 2, value = "Channel '%s' cannot connect to %s and keeps trying: %s")
    void cannotConnect(String channel, String endpoints, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3, value = "Channel '%s' has lost the broker and connects anew: %s")
    void connectionLost(String channel, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 4, value = "Channel '%s': group '%s' had no offset in %d queue(s) of topic '%s' and starts at the %s")
    void offsetsInitialised(String channel, String group, int queues, String topic, String initialOffset);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 5,
            value = "Channel '%s' has no name-server: where the new group '%s' starts is left to the broker,"
                    + " which skips messages")
    void offsetsLeftToBroker(String channel, String group);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 6, value = "Channel '%s' failed to send a batch of %d record(s), attempt %d: %s")
    void sendFailed(String channel, int records, int attempt, String reason);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 7, value = "Channel '%s': the broker refuses a record: %s")
    void recordRefused(String channel, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 8, value = "Channel '%s' is closed with %d record(s) unconfirmed")
    void closedUnconfirmed(String channel, int records);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 9, value = "Channel '%s': receiving failed: %s")
    void receiveFailed(String channel, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 10, value = "Channel '%s': message %s was processed but not acknowledged and will come again: %s")
    void acknowledgeFailed(String channel, String messageId, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 11, value = "Channel '%s': message %s, attempt %d, failed and comes again in %d ms: %s")
    void redelivering(String channel, String messageId, int attempt, long delayMillis, String reason);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 12, value = "Channel '%s': message %s, attempt %d, goes to dead-letter topic '%s' (%s): %s")
    void deadLettering(String channel, String messageId, int attempt, String topic, String cause, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 13, value = "Channel '%s': message %s cannot be put on dead-letter topic '%s' yet: %s")
    void deadLetterFailed(String channel, String messageId, String topic, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 14, value = "Channel '%s': message %s is processed slowly, and hiding it longer failed: %s")
    void renewalFailed(String channel, String messageId, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 15, value = "Channel '%s' is closed with %d message(s) still being processed; they will come again")
    void closedUnacknowledged(String channel, int messages);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 16, value = "Channel '%s': a defect of the connector or of its codec")
    void unexpected(String channel, @Cause Throwable failure);
}
