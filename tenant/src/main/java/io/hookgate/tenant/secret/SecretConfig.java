package io.hookgate.tenant.secret;

import io.smallrye.config.ConfigMapping;

/** How secrets are encrypted at rest. */
@ConfigMapping(prefix = "hookgate.secrets")
interface SecretConfig {

    /**
     * The key that wraps all others ({@code hookgate.master-key}): 32 random bytes in base64. Whoever loses it loses every
     * stored secret. After it, apart by commas or lines, may stand older keys, which open what they have sealed.
     */
    String masterKey();
}
