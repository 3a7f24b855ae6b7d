package io.hookgate.delivery.attempt;

import java.util.Locale;

/** What went wrong in an attempt. */
public enum Failure {
    /** The endpoint answered with a status that is not 2xx. */
    HTTP_STATUS,
    /** The URL of the endpoint cannot be used. */
    INVALID_URL,
    /** The host name has no address. */
    DNS,
    /** The host's addresses are such that deliveries may not go there. */
    ADDRESS_NOT_ALLOWED,
    /** The endpoint's port is none that deliveries may go to. */
    PORT_NOT_ALLOWED,
    /** Deliveries may go to the address, but not without TLS. */
    HTTP_NOT_ALLOWED,
    /** The egress proxy failed, or did not let the delivery through; the endpoint has not been asked. */
    EGRESS_PROXY,
    /** No token for the endpoint could be fetched. */
    AUTHENTICATION,
    /** No connection: refused, unreachable, or not within the time for connecting. */
    CONNECT,
    /** The TLS handshake failed, or the certificate is not valid for the host. */
    TLS,
    /** No complete answer within the time of one attempt. */
    TIMEOUT,
    /** The connection was closed before the answer was complete. */
    CONNECTION_CLOSED,
    /** The answer is not HTTP, or breaks its rules or limits. */
    PROTOCOL,
    /** The transformation of the subscription does not work on this event. */
    TRANSFORMATION,
    /** The event is kept no more. */
    EVENT_EXPIRED;

    /** The stable name in the API, in logs and in metrics. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
