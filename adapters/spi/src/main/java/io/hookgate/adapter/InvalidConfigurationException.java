package io.hookgate.adapter;

import java.util.List;

/** A source's configuration is refused; every fault has its place and its reason. */
public final class InvalidConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /** Carries at least one fault. */
    public InvalidConfigurationException(List<Fault> faults) {
        super("Invalid configuration: " + faults);
        this.faults = List.copyOf(faults);
    }

    /** Carries one fault. */
    public InvalidConfigurationException(String pointer, String reason) {
        this(List.of(new Fault(pointer, reason)));
    }

    /** What is wrong, in the order of the configuration. */
    public List<Fault> faults() {
        return faults;
    }

    /**
     * One fault.
     *
     * @param pointer a JSON pointer (RFC 6901) such as {@code /settings/algorithm} or {@code /secrets/token}
     * @param reason a sentence that says what is expected; it never quotes a secret
     */
    public record Fault(String pointer, String reason) {}
}
