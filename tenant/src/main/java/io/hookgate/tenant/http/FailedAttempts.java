package io.hookgate.tenant.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Counts wrong credentials by the address that they come from, for the latest addresses. Thread-safe. */
@ApplicationScoped
class FailedAttempts {
    private static final int MOST_ADDRESSES = 10_000;
    private static final int BLOCK_PARTS = 4;

    private final int most;
    private final Duration window;
    private final Clock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    private record Window(Instant end, int failures) {}

    @Inject
    FailedAttempts(AuthenticationConfig config, Clock clock) {
        this(config.maxFailures(), config.failureWindow(), clock);
    }

    FailedAttempts(int most, Duration window, Clock clock) {
        this.most = most;
        this.window = window;
        this.clock = clock;
    }

    /** How long this address has to wait; empty if it need not. */
    synchronized Optional<Duration> pause(String address) {
        Instant now = clock.instant();
        return Optional.ofNullable(windows.get(block(address)))
                .filter(known -> known.failures() >= most && now.isBefore(known.end()))
                .map(known -> Duration.between(now, known.end()));
    }

    synchronized void record(String address) {
        Instant now = clock.instant();
        Window known = windows.remove(block(address));
        windows.put(
                block(address),
                known == null || !now.isBefore(known.end())
                        ? new Window(now.plus(window), 1)
                        : new Window(known.end(), known.failures() + 1));
    }

    /** An IPv6 customer has at least a /64. */
    private static String block(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        String[] parts = address.split(":", -1);
        StringBuilder block = new StringBuilder();
        for (int i = 0; i < Math.min(BLOCK_PARTS, parts.length); i++) {
            block.append(parts[i]).append(':');
        }
        return block.toString();
    }
}
