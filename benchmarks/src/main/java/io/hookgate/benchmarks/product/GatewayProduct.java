package io.hookgate.benchmarks.product;

/**
 * Makes drivers of one product. Found by {@link java.util.ServiceLoader}, so that further products need no change here.
 */
public interface GatewayProduct {

    /** Its name on the command line, for instance {@code hookgate}. */
    String id();

    /** A driver that is not started yet. */
    GatewayDriver driver(ProductSetup setup);
}
