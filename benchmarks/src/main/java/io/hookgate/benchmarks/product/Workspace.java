package io.hookgate.benchmarks.product;

import io.hookgate.benchmarks.load.Target;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** An area of a product with its own sources, endpoints and subscriptions. */
public interface Workspace {

    /**
     * Registers a receiver.
     *
     * @return the product's identifier for it
     */
    String registerEndpoint(EndpointSpec endpoint);

    /** Registers a system that sends events, and says where it sends them. */
    Target registerSource(String name);

    /**
     * Registers a system by the product's own words for it, and says where it sends its requests.
     *
     * @param definition what the product's API takes
     * @throws UnsupportedOperationException when this product's driver cannot
     */
    default URI registerSource(String name, Map<String, Object> definition) {
        throw new UnsupportedOperationException("This driver cannot register " + name);
    }

    /** Brings the events that one of the filters matches to an endpoint: one subscription per filter. */
    void subscribe(String endpoint, List<Filter> filters);

    /**
     * How many deliveries of this workspace created since then are <em>recorded</em> as delivered, with the attempt that did it:
     * what somebody would find who looks them up. Empty when the product keeps no record.
     */
    OptionalLong recordedSince(Instant since);

    /**
     * Puts deliveries into the store that have failed once and wait for their next attempt, evenly over the time to come.
     *
     * @throws UnsupportedOperationException when this product's driver cannot
     */
    default void addWaitingRetries(String endpoint, long count) {
        throw new UnsupportedOperationException("This driver cannot prepare waiting retries");
    }

    /**
     * How often the store was read from end to end instead of through an index since it was started, in the tables of
     * deliveries.
     *
     * @throws UnsupportedOperationException when this product's driver cannot tell
     */
    default long fullScans() {
        throw new UnsupportedOperationException("This driver cannot count full scans");
    }

    /**
     * Puts a past into the store: so many events, each with a delivery to the endpoint and with what else is recorded; most
     * deliveries have succeeded, some have failed for good, some wait.
     *
     * @throws UnsupportedOperationException when this product's driver cannot
     */
    default void addHistory(String endpoint, long events) {
        throw new UnsupportedOperationException("This driver cannot prepare a history");
    }

    /**
     * Requests for what people look at in this workspace: pages, lists, and searches for what is frequent and what is rare.
     *
     * @throws UnsupportedOperationException when this product's driver cannot
     */
    default List<HttpRequest> views() {
        throw new UnsupportedOperationException("This driver knows no pages");
    }
}
