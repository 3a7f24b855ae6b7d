package io.hookgate.tenant.directory;

import io.hookgate.model.TenantId;
import io.hookgate.tenant.http.Caller;
import io.hookgate.tenant.http.Role;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what people may do who have signed in. Answers from memory. */
@Singleton
public class People {
    private final Tenants tenants;

    People(Tenants tenants) {
        this.tenants = tenants;
    }

    /** The person as a caller; a person without any right is a caller too, and sees nothing. */
    public Caller caller(Person person) {
        Map<TenantId, Role> roles = new HashMap<>();
        for (String name : person.roles()) {
            int colon = name.indexOf(':');
            List<String> scope = colon < 0 ? scope(person) : List.of(name.substring(0, colon));
            tenantRole(name.substring(colon + 1)).ifPresent(role -> grant(roles, person, scope, role));
        }
        boolean platformAdmin = person.home().isEmpty() && person.roles().contains(Role.PLATFORM_ADMIN.code());
        return new Caller("user:" + person.provider() + ":" + person.subject(), person.name(), platformAdmin, roles);
    }

    private static List<String> scope(Person person) {
        return person.home().map(home -> List.of(home.toString())).orElse(person.tenants());
    }

    private void grant(Map<TenantId, Role> roles, Person person, List<String> scope, Role role) {
        scope.stream()
                .flatMap(tenant -> tenants.find(tenant).stream())
                .filter(tenantId -> person.home().map(tenantId::equals).orElse(true))
                .forEach(tenantId -> roles.merge(tenantId, role, (one, other) -> one.includes(other) ? one : other));
    }

    private static Optional<Role> tenantRole(String name) {
        return Role.ofCode(name).filter(role -> role != Role.PLATFORM_ADMIN);
    }
}
