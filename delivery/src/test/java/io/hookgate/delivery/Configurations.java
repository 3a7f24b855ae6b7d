package io.hookgate.delivery;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Reads a configuration mapping as the application would. */
public final class Configurations {
    private Configurations() {}

    /** The mapping with these properties, and defaults for all others. */
    public static <T> T read(Class<T> mapping, Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withMapping(mapping)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(mapping);
    }
}
