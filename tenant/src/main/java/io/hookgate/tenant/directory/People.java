package io.hookgate.tenant.directory;

import io.hookgate.model.ApplicationId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.http.Caller;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.replication.RowKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says what people may do who have signed in: what their provider says and what they have been invited to, whichever is
 * more. Answers from memory, but for the first time that somebody signs in after an invitation.
 */
@ApplicationScoped
public class People {
    private final Tenants tenants;
    private final Applications applications;
    private final Members members;
    private final MemberStore memberStore;

    People(Tenants tenants, Applications applications, Members members, MemberStore memberStore) {
        this.tenants = tenants;
        this.applications = applications;
        this.members = members;
        this.memberStore = memberStore;
    }

    /** The person as a caller; a person without any right is a caller too, and sees nothing. */
    public Uni<Caller> caller(Person person) {
        List<RowKey> invitations = person.email().map(members::invitations).orElse(List.of()).stream()
                .filter(invitation -> speaksFor(person, new TenantId(invitation.tenantId())))
                .toList();
        Uni<Void> bound = Uni.createFrom().voidItem();
        for (RowKey invitation : invitations) {
            bound = bound.chain(() -> memberStore.bind(invitation, person.provider(), person.subject()));
        }
        return bound.map(done -> known(person));
    }

    private Caller known(Person person) {
        Map<TenantId, Membership> memberships = new HashMap<>();
        for (String name : person.roles()) {
            int colon = name.indexOf(':');
            List<String> scope = colon < 0 ? scope(person) : List.of(name.substring(0, colon));
            tenantRole(name.substring(colon + 1)).ifPresent(role -> grant(memberships, person, scope, role));
        }
        members.of(person.provider(), person.subject())
                .forEach((key, membership) -> merge(memberships, new TenantId(key.tenantId()), membership));
        boolean platformAdmin = person.home().isEmpty() && person.roles().contains(Role.PLATFORM_ADMIN.code());
        return new Caller(
                "user:" + person.provider() + ":" + person.subject(),
                person.name(),
                platformAdmin,
                roles(memberships),
                confinements(memberships));
    }

    private static List<String> scope(Person person) {
        return person.home().map(home -> List.of(home.toString())).orElse(person.tenants());
    }

    private void grant(Map<TenantId, Membership> memberships, Person person, List<String> scope, Role role) {
        for (String slug : scope) {
            tenants.find(slug)
                    .filter(tenantId -> speaksFor(person, tenantId))
                    .ifPresent(tenantId ->
                            merge(memberships, tenantId, new Membership(role, application(tenantId, person, role))));
        }
    }

    private @Nullable UUID application(TenantId tenantId, Person person, Role role) {
        if (role != Role.SUBSCRIBER) {
            return null;
        }
        return person.application()
                .flatMap(name -> applications.find(tenantId, name))
                .map(ApplicationId::value)
                .orElse(null);
    }

    private static boolean speaksFor(Person person, TenantId tenantId) {
        return person.home().map(tenantId::equals).orElse(true);
    }

    private static void merge(Map<TenantId, Membership> memberships, TenantId tenantId, Membership membership) {
        memberships.merge(tenantId, membership, (one, other) -> one.role().includes(other.role()) ? one : other);
    }

    private static Map<TenantId, Role> roles(Map<TenantId, Membership> memberships) {
        Map<TenantId, Role> roles = new HashMap<>();
        memberships.forEach((tenantId, membership) -> roles.put(tenantId, membership.role()));
        return roles;
    }

    private static Map<TenantId, ApplicationId> confinements(Map<TenantId, Membership> memberships) {
        Map<TenantId, ApplicationId> confinements = new HashMap<>();
        memberships.forEach((tenantId, membership) -> {
            if (membership.applicationId() != null) {
                confinements.put(tenantId, new ApplicationId(membership.applicationId()));
            }
        });
        return confinements;
    }

    private static Optional<Role> tenantRole(String name) {
        return Role.ofCode(name).filter(role -> role != Role.PLATFORM_ADMIN);
    }
}
