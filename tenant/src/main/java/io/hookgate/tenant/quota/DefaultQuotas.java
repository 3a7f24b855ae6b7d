package io.hookgate.tenant.quota;

import io.hookgate.tenant.Quotas;
import jakarta.inject.Singleton;
import java.util.OptionalLong;

/** The platform's quotas, which hold where a tenant has none of its own. */
@Singleton
public class DefaultQuotas {
    private final Quotas defaults;

    DefaultQuotas(QuotaConfig config) {
        this.defaults = new Quotas(
                config.sources(),
                config.endpoints(),
                config.subscriptions(),
                config.eventsPerDay(),
                config.payloadSize()
                        .map(size -> OptionalLong.of(size.asLongValue()))
                        .orElseGet(OptionalLong::empty));
    }

    /** What holds for a tenant with these quotas of its own. */
    public Quotas complete(Quotas own) {
        return own.orElse(defaults);
    }
}
