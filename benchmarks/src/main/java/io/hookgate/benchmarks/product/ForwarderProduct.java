package io.hookgate.benchmarks.product;

/**
 * The bare forwarder. It is the limit in every measurement; measured as a product, against itself, it shows how far apart the
 * harness puts two things that are the same.
 */
public final class ForwarderProduct implements GatewayProduct {

    @Override
    public String id() {
        return "forwarder";
    }

    @Override
    public GatewayDriver driver(ProductSetup setup) {
        return new ForwarderDriver(setup);
    }
}
