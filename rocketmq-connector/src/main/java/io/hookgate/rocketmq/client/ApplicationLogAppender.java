package io.hookgate.rocketmq.client;

import org.apache.rocketmq.shaded.ch.qos.logback.classic.Level;
import org.apache.rocketmq.shaded.ch.qos.logback.classic.spi.ILoggingEvent;
import org.apache.rocketmq.shaded.ch.qos.logback.classic.spi.IThrowableProxy;
import org.apache.rocketmq.shaded.ch.qos.logback.classic.spi.ThrowableProxy;
import org.apache.rocketmq.shaded.ch.qos.logback.core.AppenderBase;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings the RocketMQ client's own log into the application's, under the client's class names: what it calls warnings and
 * errors as DEBUG, the rest as TRACE, because the connector itself reports every failure once and in fewer words.
 *
 * <p>Public only because the client's logging framework creates it by name.
 */
public final class ApplicationLogAppender extends AppenderBase<ILoggingEvent> {

    private static final String CONFIGURATION_PROPERTY = "rocketmq.logback.configurationFile";
    private static final String CONFIGURATION = "io/hookgate/rocketmq/client/client-log.xml";

    /** Takes effect when called before the first use of the client; an application's own configuration is respected. */
    static void install() {
        if (System.getProperty(CONFIGURATION_PROPERTY) == null) {
            System.setProperty(CONFIGURATION_PROPERTY, CONFIGURATION);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        Logger log = Logger.getLogger(event.getLoggerName());
        Logger.Level level = event.getLevel().isGreaterOrEqual(Level.WARN) ? Logger.Level.DEBUG : Logger.Level.TRACE;
        if (log.isEnabled(level)) {
            log.log(level, event.getFormattedMessage(), throwable(event.getThrowableProxy()));
        }
    }

    private static @Nullable Throwable throwable(@Nullable IThrowableProxy proxy) {
        return proxy instanceof ThrowableProxy known ? known.getThrowable() : null;
    }
}
