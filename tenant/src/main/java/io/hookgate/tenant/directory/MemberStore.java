package io.hookgate.tenant.directory;

import io.hookgate.model.IdGenerator;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.PageRequest;
import io.hookgate.tenant.replication.ConfigurationDatabase;
import io.hookgate.tenant.replication.RowKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

/** Keeps members in the table {@code member}. */
@ApplicationScoped
class MemberStore {
    private static final String FOREIGN_KEY = "23503";

    private final ConfigurationDatabase database;
    private final Members members;
    private final IdGenerator ids;
    private final Clock clock;

    MemberStore(ConfigurationDatabase database, Members members, IdGenerator ids, Clock clock) {
        this.database = database;
        this.members = members;
        this.ids = ids;
        this.clock = clock;
    }

    /** Fails with an {@link ApiProblem} when the address is invited already, or there is no such application. */
    Uni<MemberEntity> invite(TenantId tenantId, String email, Membership membership) {
        MemberEntity row = new MemberEntity();
        row.tenantId = tenantId.value();
        row.id = ids.next();
        row.email = email.toLowerCase(Locale.ROOT);
        row.invitedAt = now();
        set(row, membership);
        return database.write(
                        members.change(tenantId, row.id),
                        session -> session.insert(row).replaceWith(row))
                .onFailure(ConstraintViolationException.class)
                .transform(MemberStore::refusal);
    }

    Uni<List<MemberEntity>> list(TenantId tenantId, PageRequest page) {
        return database.read(session -> session.createQuery(
                        "from MemberEntity where tenantId = :tenant and id > :after order by id", MemberEntity.class)
                .setParameter("tenant", tenantId.value())
                .setParameter("after", page.after())
                .setMaxResults(page.fetch())
                .getResultList());
    }

    /** Fails with an {@link ApiProblem} when there is no such member. */
    Uni<MemberEntity> get(TenantId tenantId, UUID id) {
        return database.read(session -> session.get(MemberEntity.class, new RowKey(tenantId.value(), id)))
                .onItem()
                .ifNull()
                .failWith(() -> ApiProblem.notFound("member"));
    }

    Uni<MemberEntity> change(TenantId tenantId, UUID id, Membership membership) {
        return database.write(
                        members.change(tenantId, id),
                        session -> session.get(
                                        MemberEntity.class,
                                        new RowKey(tenantId.value(), id),
                                        LockModeType.PESSIMISTIC_WRITE)
                                .onItem()
                                .ifNull()
                                .failWith(() -> ApiProblem.notFound("member"))
                                .call(row -> {
                                    set(row, membership);
                                    return session.update(row);
                                }))
                .onFailure(ConstraintViolationException.class)
                .transform(MemberStore::refusal);
    }

    /** Makes the invitation theirs who have proved to have its address; leaves one that somebody else has taken. */
    Uni<Void> bind(RowKey invitation, String provider, String subject) {
        return database.write(
                        members.change(new TenantId(invitation.tenantId()), invitation.id()),
                        session -> session.createMutationQuery("update MemberEntity set provider = :provider,"
                                        + " subject = :subject, boundAt = :now where tenantId = :tenant and id = :id"
                                        + " and subject is null")
                                .setParameter("provider", provider)
                                .setParameter("subject", subject)
                                .setParameter("now", now())
                                .setParameter("tenant", invitation.tenantId())
                                .setParameter("id", invitation.id())
                                .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> delete(TenantId tenantId, UUID id) {
        return database.write(
                        members.change(tenantId, id),
                        session -> session.createMutationQuery(
                                        "delete from MemberEntity where tenantId = :tenant and id = :id")
                                .setParameter("tenant", tenantId.value())
                                .setParameter("id", id)
                                .executeUpdate())
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw ApiProblem.notFound("member");
                    }
                })
                .replaceWithVoid();
    }

    private static void set(MemberEntity row, Membership membership) {
        row.role = membership.role().code();
        row.applicationId = membership.applicationId();
    }

    private static Throwable refusal(Throwable violation) {
        boolean application =
                violation instanceof ConstraintViolationException broken && FOREIGN_KEY.equals(broken.getSQLState());
        return application
                ? Applications.unknown()
                : new ApiProblem(
                        409,
                        "already-invited",
                        "Somebody with this address is a member already.",
                        List.of(new ApiProblem.Fault("/email", "is taken")));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
