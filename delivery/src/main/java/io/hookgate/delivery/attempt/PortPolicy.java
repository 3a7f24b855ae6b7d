package io.hookgate.delivery.attempt;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which ports deliveries may go to: by default none of those where other protocols than HTTP are at home. */
@ApplicationScoped
class PortPolicy {
    static final String USUAL = "80,443,1024-65535";

    private static final int MAX_PORT = 65535;

    private final List<Range> allowed;

    /** Takes ports and ranges of ports. */
    PortPolicy(@ConfigProperty(name = "hookgate.allowed-ports", defaultValue = USUAL) List<String> allowed) {
        this.allowed = allowed.stream().map(String::trim).map(Range::parse).toList();
    }

    boolean allows(int port) {
        return allowed.stream().anyMatch(range -> port >= range.first() && port <= range.last());
    }

    private record Range(int first, int last) {
        static Range parse(String text) {
            String[] ends = text.split("-", 2);
            try {
                Range range = new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
                if (range.first > 0 && range.first <= range.last && range.last <= MAX_PORT) {
                    return range;
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw new IllegalArgumentException("hookgate.allowed-ports: not a port or a range of ports: " + text);
        }
    }
}
