package io.hookgate.benchmarks.load;

import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where a product takes events.
 *
 * @param url an {@code http} address on loopback
 * @param headers sent with every request, beside the content type
 * @param signature makes a signer for one thread
 */
public record Target(URI url, Map<String, String> headers, Supplier<RequestSignature> signature) {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException when the address is not one of this machine: load goes nowhere else
     */
    public Target {
        if (!"http".equals(url.getScheme()) || url.getPort() < 0 || !isLoopback(url.getHost())) {
            throw new IllegalArgumentException(
                    "Load is sent to http on a loopback address with a port only: " + url.getHost());
        }
        headers = Map.copyOf(headers);
    }

    /** A target that needs no headers and no signature. */
    public static Target unsigned(URI url) {
        return new Target(url, Map.of(), () -> RequestSignature.NONE);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
