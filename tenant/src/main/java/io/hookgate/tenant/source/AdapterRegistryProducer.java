package io.hookgate.tenant.source;

import io.hookgate.adapter.AdapterRegistry;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Finds the adapters that are part of the application. */
class AdapterRegistryProducer {

    @Produces
    @Singleton
    @DefaultBean
    AdapterRegistry registry() {
        return AdapterRegistry.load();
    }
}
