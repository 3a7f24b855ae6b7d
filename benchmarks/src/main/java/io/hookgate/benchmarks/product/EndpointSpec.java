package io.hookgate.benchmarks.product;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A receiver to be registered.
 *
 * @param timeout how long an attempt may take
 * @param retries what is waited after each failed attempt
 */
public record EndpointSpec(String name, URI url, Duration timeout, List<Duration> retries) {

    /** Copies the list. */
    public EndpointSpec {
        retries = List.copyOf(retries);
    }

    /** An endpoint with settings as one would choose them: 15 seconds for an attempt, some retries within minutes. */
    public static EndpointSpec of(String name, URI url) {
        return new EndpointSpec(
                name,
                url,
                Duration.ofSeconds(15),
                List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5)));
    }
}
