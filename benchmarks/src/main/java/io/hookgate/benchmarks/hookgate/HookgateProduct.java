package io.hookgate.benchmarks.hookgate;

import io.hookgate.benchmarks.product.GatewayDriver;
import io.hookgate.benchmarks.product.GatewayProduct;
import io.hookgate.benchmarks.product.ProductSetup;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Hookgate.
 *
 * <p>Options: {@code command}, which starts it, split at spaces ({@code ./hookgate up}); or, to measure one that runs already,
 * {@code url} and {@code key}, and {@code data} when its data directory is on this machine.
 */
public final class HookgateProduct implements GatewayProduct {

    @Override
    public String id() {
        return "hookgate";
    }

    @Override
    public GatewayDriver driver(ProductSetup setup) {
        if (setup.option("url").isPresent()) {
            return HookgateDriver.attached(
                    URI.create(setup.option("url").get()),
                    setup.option("key")
                            .orElseThrow(() -> new IllegalArgumentException("--set url=… needs --set key=…")),
                    Path.of(setup.option("data").orElse("data")));
        }
        return HookgateDriver.launched(
                List.of(setup.option("command").orElse("./hookgate up").split(" ")), setup);
    }
}
