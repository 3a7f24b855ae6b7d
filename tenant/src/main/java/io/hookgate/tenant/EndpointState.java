package io.hookgate.tenant;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether an endpoint gets its deliveries. */
public enum EndpointState {
    /** Deliveries are sent. */
    ENABLED,
    /** Its owner holds deliveries back; they wait. */
    PAUSED,
    /** It has been switched off, by its owner or for its health; deliveries wait. */
    DISABLED;

    /** The state with this name in the API. */
    public static Optional<EndpointState> ofCode(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code().equals(code))
                .findFirst();
    }

    /** The name in the API, lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
