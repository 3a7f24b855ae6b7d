package io.hookgate.tenant.directory;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks who holds an API key. */
final class ApiKeyRequest extends BaseAuthenticationRequest {
    private final String key;

    ApiKeyRequest(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
