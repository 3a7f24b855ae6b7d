package io.hookgate.tenant.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.TenantContext;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a POST with an {@code Idempotency-Key} once, and gives its answer again when it is repeated by the same
 * caller. What was refused is not remembered.
 */
@Singleton
public class IdempotencyFilter {
    private static final Logger LOG = Logger.getLogger(IdempotencyFilter.class);
    private static final String HEADER = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final String CLAIM = IdempotencyFilter.class.getName();
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final TenantId NO_TENANT = new TenantId(new UUID(0, 0));

    private final IdempotencyStore store;
    private final TenantContext context;
    private final ObjectMapper json;

    IdempotencyFilter(IdempotencyStore store, TenantContext context, ObjectMapper json) {
        this.store = store;
        this.context = context;
        this.json = json;
    }

    /** Claims the key, or answers in place of the resource. */
    // What is to stand in for readBody reads forms alone.
    @SuppressWarnings("deprecation")
    @ServerRequestFilter(priority = Priorities.USER, readBody = true)
    public Uni<Response> begin(ContainerRequestContext request) {
        List<String> keys = request.getHeaders().get(HEADER);
        if (!request.getMethod().equals(HttpMethod.POST) || keys == null || !context.isAdmitted()) {
            return Uni.createFrom().nullItem();
        }
        if (keys.size() != 1 || !KEY.matcher(keys.get(0)).matches()) {
            throw ApiProblem.invalid(HEADER, "must be one value of 1 to 255 visible ASCII characters");
        }
        TenantId tenantId = context.hasTenant() ? context.tenantId() : NO_TENANT;
        return store.claim(new RequestKey(tenantId, context.caller().id(), keys.get(0)), hash(request))
                .map(claim -> answer(claim, request));
    }

    /** Keeps the answer of a request that was carried out. */
    @ServerResponseFilter
    public Uni<Void> end(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(CLAIM) instanceof Claim.New claim)) {
            return Uni.createFrom().voidItem();
        }
        boolean carriedOut = response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL;
        Uni<Void> kept = carriedOut
                ? store.answer(
                        claim,
                        response.getStatus(),
                        response.getHeaderString(HttpHeaders.LOCATION),
                        body(response.getEntity()))
                : store.release(claim);
        // The request has been answered for already; without a record, the key is free again after a while.
        return kept.onFailure().recoverWithUni(failure -> {
            LOG.warnf("The answer to a request with an idempotency key is not kept: %s", failure.toString());
            return Uni.createFrom().voidItem();
        });
    }

    private @Nullable Response answer(Claim claim, ContainerRequestContext request) {
        if (claim instanceof Claim.New fresh) {
            request.setProperty(CLAIM, fresh);
            return null;
        }
        if (claim instanceof Claim.Answered answered) {
            return repeated(answered);
        }
        if (claim instanceof Claim.UnderWay) {
            throw new ApiProblem(409, "request-under-way", "The request with this key is still being carried out.");
        }
        throw new ApiProblem(422, "idempotency-key-reused", "The key was used for another request.");
    }

    private static Response repeated(Claim.Answered answered) {
        Response.ResponseBuilder response = Response.status(answered.status()).header(REPLAYED, "true");
        if (answered.location() != null) {
            response.header(HttpHeaders.LOCATION, answered.location());
        }
        if (answered.body() != null) {
            response.type(MediaType.APPLICATION_JSON_TYPE).entity(answered.body());
        }
        return response.build();
    }

    private byte @Nullable [] body(@Nullable Object entity) {
        try {
            return entity == null ? null : json.writeValueAsBytes(entity);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer cannot be written as JSON", e);
        }
    }

    private static byte[] hash(ContainerRequestContext request) {
        try {
            byte[] body = request.getEntityStream().readAllBytes();
            request.setEntityStream(new ByteArrayInputStream(body));
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(request.getUriInfo().getRequestUri().toString().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            return digest.digest(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
