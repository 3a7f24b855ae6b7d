package io.hookgate.benchmarks.product;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a driver gets to work with.
 *
 * @param receiver the address of the receiver that all endpoints are on
 * @param connections how many connections the load generator uses
 * @param data a directory for the product's data, which may be missing or hold data of an earlier start
 * @param log where the product's output goes
 * @param options what was given on the command line as {@code --set name=value}
 */
public record ProductSetup(URI receiver, int connections, Path data, Path log, Map<String, String> options) {

    /** Copies the map. */
    public ProductSetup {
        options = Map.copyOf(options);
    }

    /** An option, if it was given. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }
}
