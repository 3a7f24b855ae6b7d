package io.hookgate.gateway.console;

import io.hookgate.tenant.http.Role;
import org.jspecify.annotations.Nullable;

/**
 * What a page shows around its own content.
 *
 * @param tenant the tenant as the path names it; empty on pages that belong to none
 * @param section the entry of the navigation that is current
 * @param user who is signed in
 * @param role what they may do in the tenant; null on pages that belong to none
 * @param language {@code en} or {@code zh}
 * @param theme {@code light}, {@code dark}, or {@code auto} for what the browser prefers
 * @param address path and query of the page
 * @param done the code of what has just been done; null if nothing was
 */
record Shell(
        String tenant,
        String section,
        String user,
        @Nullable Role role,
        String language,
        String theme,
        String address,
        @Nullable String done) {

    /** What the addresses of the tenant's pages begin with. */
    public String base() {
        return "/console/t/" + tenant;
    }

    public boolean operator() {
        return mayAs(Role.OPERATOR);
    }

    /** Whether endpoints, subscriptions and deliveries may be worked on: by operators, and by subscribers on their own. */
    public boolean worker() {
        return operator() || role == Role.SUBSCRIBER;
    }

    public boolean admin() {
        return mayAs(Role.ADMIN);
    }

    public boolean platformAdmin() {
        return mayAs(Role.PLATFORM_ADMIN);
    }

    public boolean viewer() {
        return mayAs(Role.VIEWER);
    }

    /** Where the tenant begins for whoever is signed in. */
    public String start() {
        return viewer() ? base() : base() + "/endpoints";
    }

    public String roleName() {
        return role == null ? "" : role.code();
    }

    /** The language as HTML names it. */
    public String languageTag() {
        return language.equals("zh") ? "zh-CN" : language;
    }

    private boolean mayAs(Role required) {
        return role != null && role.includes(required);
    }
}
