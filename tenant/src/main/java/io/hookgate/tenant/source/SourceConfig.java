package io.hookgate.tenant.source;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** Where webhooks arrive. */
@ConfigMapping(prefix = "hookgate.sources")
interface SourceConfig {

    /** What the URLs of sources begin with, as the SaaS systems reach it ({@code hookgate.public-url}). */
    URI publicUrl();
}
