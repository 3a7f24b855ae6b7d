package io.hookgate.local;

import java.util.List;
import java.util.Optional;

/**
 * An account of the demo realm. Its password is the same everywhere: the realm is for trying things out, and listens on
 * the loopback address only.
 *
 * @param tenant slug of the tenant that it belongs to
 */
public record DemoAccount(String username, String password, String role, Optional<String> tenant) {
    private static final String PASSWORD = "hookgate-demo";
    private static final String TENANT = "demo";

    /** All accounts, as {@code hookgate-realm.json} has them. */
    public static List<DemoAccount> all() {
        return List.of(
                new DemoAccount("platform", PASSWORD, "platform-admin", Optional.empty()),
                ofTenant("admin"),
                ofTenant("operator"),
                ofTenant("viewer"),
                ofTenant("subscriber"));
    }

    private static DemoAccount ofTenant(String role) {
        return new DemoAccount(role, PASSWORD, role, Optional.of(TENANT));
    }
}
