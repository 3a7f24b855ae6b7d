package io.hookgate.tenant.source;

import io.hookgate.tenant.RateLimit;
import io.hookgate.tenant.http.RateLimitJson;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an owner has set up a source.
 *
 * @param settings JSON values by name
 * @param secrets texts by name
 * @param rateLimit the most requests that it takes
 */
record SourceSetup(
        String name,
        String adapter,
        @Nullable String preset,
        Map<String, Object> settings,
        Map<String, String> secrets,
        boolean enabled,
        Optional<RateLimit> rateLimit) {

    SourceSetup {
        // JSON's null is a value that an adapter may be given, so that Map.copyOf will not do.
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
    }

    static SourceSetup of(NewSource posted) {
        return new SourceSetup(
                posted.name(),
                posted.adapter(),
                posted.preset(),
                posted.settings() == null ? Map.of() : posted.settings(),
                posted.secrets() == null ? Map.of() : posted.secrets(),
                !Boolean.FALSE.equals(posted.enabled()),
                RateLimitJson.read(posted.rateLimit()));
    }

    /** What would have to be posted to get this. */
    NewSource toPosted() {
        return new NewSource(name, adapter, preset, settings, secrets, enabled, RateLimitJson.write(rateLimit));
    }

    @Override
    public String toString() {
        return "SourceSetup[" + name + "]";
    }
}
