package io.hookgate.tenant;

/** Whether an endpoint gets its deliveries. */
public enum EndpointState {
    /** Deliveries are sent. */
    ENABLED,
    /** Its owner holds deliveries back; they wait. */
    PAUSED,
    /** It has been switched off, by its owner or for its health; deliveries wait. */
    DISABLED
}
