package io.hookgate.tenant;

import java.net.URI;
import java.util.Optional;

/** How Hookgate says to a receiver who it is, beside its signature. Secrets are never part of {@code toString}. */
public sealed interface Authentication {

    /** Not at all. */
    record None() implements Authentication {}

    /** HTTP Basic (RFC 7617). */
    record Basic(String username, String password) implements Authentication {
        @Override
        public String toString() {
            return "Basic[***]";
        }
    }

    /** A fixed bearer token (RFC 6750). */
    record Bearer(String token) implements Authentication {
        @Override
        public String toString() {
            return "Bearer[***]";
        }
    }

    /**
     * A key under a name of the receiver's choice.
     *
     * @param inQuery whether it is a parameter of the query; otherwise it is a header
     */
    record ApiKey(String name, String value, boolean inQuery) implements Authentication {
        @Override
        public String toString() {
            return "ApiKey[***]";
        }
    }

    /**
     * A bearer token that is fetched with the client credentials grant (RFC 6749 section 4.4).
     *
     * @param inBody whether the client's credentials are parameters of the body; otherwise HTTP Basic
     */
    record ClientCredentials(
            URI tokenUrl,
            String clientId,
            String clientSecret,
            Optional<String> scope,
            Optional<String> audience,
            boolean inBody)
            implements Authentication {
        @Override
        public String toString() {
            return "ClientCredentials[***]";
        }
    }
}
