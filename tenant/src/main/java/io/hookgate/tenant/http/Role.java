package io.hookgate.tenant.http;

import java.util.Arrays;
import java.util.Optional;

/** What a caller may do, from the most to the least. */
public enum Role {
    /** Everything, in every tenant. */
    PLATFORM_ADMIN("platform-admin"),
    /** Everything within one tenant. */
    ADMIN("admin"),
    /** Configures sources, endpoints and subscriptions of one tenant, and works on its deliveries. */
    OPERATOR("operator"),
    /** Sees everything within one tenant, secrets excepted. */
    VIEWER("viewer"),
    /** Manages the endpoints and subscriptions of one application within one tenant, and nothing else. */
    SUBSCRIBER("subscriber");

    private final String code;

    Role(String code) {
        this.code = code;
    }

    /** The name in the API and in tokens. */
    public String code() {
        return code;
    }

    /** The role with this name in the API. */
    public static Optional<Role> ofCode(String code) {
        return Arrays.stream(values()).filter(role -> role.code.equals(code)).findFirst();
    }

    /**
     * Whether a caller with this role may do what {@code required} allows; where a subscriber may do more within its
     * application, {@link Requires#orSubscriber} says so.
     */
    public boolean includes(Role required) {
        return compareTo(required) <= 0;
    }
}
