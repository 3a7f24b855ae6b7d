package io.hookgate.gateway.signin;

import io.hookgate.model.TenantId;
import io.hookgate.tenant.secret.SecretPlace;
import io.hookgate.tenant.secret.SecretVault;
import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TokenStateManager;
import io.quarkus.oidc.runtime.CodeAuthenticationMechanism;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of the console in the table {@code console_session}, so that every node knows them and any of them can be
 * ended. The cookie holds 32 random bytes, new with every sign-in; the tokens never leave the server.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class Sessions implements TokenStateManager {
    private static final Logger LOG = Logger.getLogger(Sessions.class);
    private static final int NAME_BYTES = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Set by Quarkus while it renews tokens. */
    private static final String RENEWAL = "refresh_token_grant_response";

    private static final String ENDED = Sessions.class.getName() + ".ended";
    private static final String RENEWED = Sessions.class.getName();

    private static final String WRITE = """
        INSERT INTO console_session (name_hash, provider, provider_session, subject, tokens, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (name_hash) DO UPDATE SET tokens = excluded.tokens, expires_at = excluded.expires_at
        """;
    private static final String READ =
            "SELECT tokens FROM console_session WHERE name_hash = $1 AND provider = $2 AND expires_at > $3";
    private static final String DELETE = "DELETE FROM console_session WHERE name_hash = $1 AND provider = $2";
    private static final String DELETE_ENDED = """
        DELETE FROM console_session
        WHERE provider = $1 AND ($2::text IS NULL OR subject = $2) AND ($3::text IS NULL OR provider_session = $3)
        """;
    private static final String DELETE_EXPIRED = "DELETE FROM console_session WHERE expires_at <= $1";

    private final Pool pool;
    private final SecretVault vault;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Sessions(Pool pool, SecretVault vault, Clock clock) {
        this.pool = pool;
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public Uni<String> createTokenState(
            RoutingContext request,
            OidcTenantConfig provider,
            AuthorizationCodeTokens tokens,
            OidcRequestContext<String> context) {
        String renewed = request.get(RENEWED);
        // A renewed session keeps its name: requests that are on their way go on with it.
        String name = renewed == null ? newName() : renewed;
        byte[] hash = hash(name);
        JsonObject claims = JwtPayload.of(tokens.getIdToken())
                .orElseThrow(() -> new AuthenticationFailedException("The ID token has no claims"));
        long seconds = request.<Long>get(CodeAuthenticationMechanism.SESSION_MAX_AGE_PARAM);
        Tuple values = key(hash, provider)
                .addString(claims.getString("sid"))
                .addString(claims.getString("sub"))
                .addBuffer(Buffer.buffer(vault.seal(write(tokens), place(hash))))
                .addOffsetDateTime(now().plusSeconds(seconds));
        return execute(WRITE, values).replaceWith(name);
    }

    @Override
    public Uni<AuthorizationCodeTokens> getTokens(
            RoutingContext request,
            OidcTenantConfig provider,
            String name,
            OidcRequestContext<AuthorizationCodeTokens> context) {
        byte[] hash = hash(name);
        return execute(READ, key(hash, provider).addOffsetDateTime(now())).map(rows -> {
            RowIterator<Row> found = rows.iterator();
            if (!found.hasNext()) {
                request.put(ENDED, true);
                throw new AuthenticationFailedException("The session has ended");
            }
            return read(vault.open(found.next().getBuffer("tokens").getBytes(), place(hash)));
        });
    }

    @Override
    public Uni<Void> deleteTokens(
            RoutingContext request, OidcTenantConfig provider, String name, OidcRequestContext<Void> context) {
        if (Boolean.TRUE.equals(request.get(RENEWAL))) {
            request.put(RENEWED, name);
            return Uni.createFrom().voidItem();
        }
        return execute(DELETE, key(hash(name), provider)).replaceWithVoid();
    }

    /** Whether the request has named a session that is not there any more, or never was. */
    static boolean hasEnded(RoutingContext request) {
        return Boolean.TRUE.equals(request.get(ENDED));
    }

    /**
     * Ends sessions as their provider wants it.
     *
     * @param subject whose; null for anybody's
     * @param providerSession the provider's name of the session; null for all of this person
     */
    Uni<Void> end(String oidcTenantId, @Nullable String subject, @Nullable String providerSession) {
        if (subject == null && providerSession == null) {
            return Uni.createFrom().voidItem();
        }
        return execute(
                        DELETE_ENDED,
                        Tuple.tuple().addString(oidcTenantId).addString(subject).addString(providerSession))
                .replaceWithVoid();
    }

    @Scheduled(every = "10m", delayed = "5m")
    Uni<Void> deleteExpired() {
        return execute(DELETE_EXPIRED, Tuple.of(now()))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.debugf("Sessions that have expired are deleted later: %s", failure.toString());
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<io.vertx.mutiny.sqlclient.RowSet<Row>> execute(String statement, Tuple values) {
        return pool.preparedQuery(statement)
                .execute(values)
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private String newName() {
        byte[] name = new byte[NAME_BYTES];
        random.nextBytes(name);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name);
    }

    private static String id(OidcTenantConfig provider) {
        return provider.tenantId().orElseThrow();
    }

    private static byte[] hash(String name) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Tuple key(byte[] hash, OidcTenantConfig provider) {
        return Tuple.tuple().addBuffer(Buffer.buffer(hash)).addString(id(provider));
    }

    private static SecretPlace place(byte[] hash) {
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new SecretPlace(
                new TenantId(new UUID(0, 0)), new UUID(bytes.getLong(), bytes.getLong()), "console-session");
    }

    private static byte[] write(AuthorizationCodeTokens tokens) {
        return new JsonObject()
                .put("id", tokens.getIdToken())
                .put("access", tokens.getAccessToken())
                .put("refresh", tokens.getRefreshToken())
                .toBuffer()
                .getBytes();
    }

    private static AuthorizationCodeTokens read(byte[] stored) {
        JsonObject tokens = new JsonObject(io.vertx.core.buffer.Buffer.buffer(stored));
        return new AuthorizationCodeTokens(
                tokens.getString("id"), tokens.getString("access"), tokens.getString("refresh"));
    }
}
