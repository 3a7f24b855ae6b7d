package io.hookgate.tenant.directory;

import io.hookgate.model.ApplicationId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.http.Caller;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.replication.Replica;
import io.hookgate.tenant.replication.RowKey;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The API keys in memory, as hashes. Thread-safe. */
@Singleton
class ApiKeys extends Replica<ApiKeyEntity> {
    private static final Logger LOG = Logger.getLogger(ApiKeys.class);
    private static final int WEAK_LENGTH = 32;
    private static final byte[] NO_HASH = ApiKey.hash("");

    private final Map<UUID, Known> known = new ConcurrentHashMap<>();
    private final byte @Nullable [] bootstrapHash;
    private final ApiKeyUses uses;
    private final Clock clock;
    private final BiPredicate<byte[], byte[]> comparison;

    private record Known(
            RowKey row,
            Caller caller,
            @SuppressWarnings("ArrayRecordComponent") byte[] hash,
            @Nullable Instant expiresAt) {

        boolean hasExpired(Instant now) {
            return expiresAt != null && !now.isBefore(expiresAt);
        }
    }

    @Inject
    ApiKeys(ApiKeyConfig config, ApiKeyUses uses, Clock clock) {
        this(config, uses, clock, MessageDigest::isEqual);
    }

    /** @param comparison takes the same time whatever differs */
    ApiKeys(ApiKeyConfig config, ApiKeyUses uses, Clock clock, BiPredicate<byte[], byte[]> comparison) {
        super("api_key", ApiKeyEntity.class);
        this.uses = uses;
        this.clock = clock;
        this.comparison = comparison;
        String bootstrap = config.bootstrap().filter(key -> !key.isBlank()).orElse(null);
        if (bootstrap != null && bootstrap.length() < WEAK_LENGTH) {
            LOG.warnf(
                    "hookgate.bootstrap-api-key is shorter than %d characters; whoever guesses it may do everything",
                    WEAK_LENGTH);
        }
        this.bootstrapHash = bootstrap == null ? null : ApiKey.hash(bootstrap);
    }

    /** Whether a bearer token is meant to be an API key, and no token of another kind. */
    boolean isMeant(String token) {
        return token.startsWith(ApiKey.PREFIX) || isBootstrap(token);
    }

    /** Who holds this key; empty if nobody does. Takes the same time for every wrong key. */
    Optional<Caller> authenticate(String token) {
        if (isBootstrap(token)) {
            return Optional.of(new Caller("bootstrap", "Bootstrap API key", true, Map.of(), Map.of()));
        }
        Optional<ApiKey> key = ApiKey.parse(token);
        Known candidate = key.map(ApiKey::id).map(known::get).orElse(null);
        byte[] expected = candidate == null ? NO_HASH : candidate.hash();
        boolean right = comparison.test(expected, ApiKey.hash(token));
        if (candidate == null || !right || candidate.hasExpired(clock.instant())) {
            return Optional.empty();
        }
        uses.record(candidate.row());
        return Optional.of(candidate.caller());
    }

    private boolean isBootstrap(String token) {
        return bootstrapHash != null && comparison.test(bootstrapHash, ApiKey.hash(token));
    }

    @Override
    protected void put(ApiKeyEntity row) {
        Role role = Role.ofCode(row.role)
                .filter(stored -> stored != Role.PLATFORM_ADMIN)
                .orElseThrow(() -> new IllegalStateException("An API key has the unknown role " + row.role));
        TenantId tenantId = new TenantId(row.tenantId);
        Map<TenantId, ApplicationId> applications =
                row.applicationId == null ? Map.of() : Map.of(tenantId, new ApplicationId(row.applicationId));
        Caller caller = new Caller("api-key:" + row.id, row.name, false, Map.of(tenantId, role), applications);
        known.put(row.id, new Known(new RowKey(row.tenantId, row.id), caller, row.hash, row.expiresAt));
    }

    @Override
    protected void remove(TenantId tenantId, UUID id) {
        known.remove(id);
    }
}
