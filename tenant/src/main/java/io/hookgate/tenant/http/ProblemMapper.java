package io.hookgate.tenant.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns whatever goes wrong in a resource into a problem; what a caller may not see goes to the log. */
@Singleton
public class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final String RETRY_ATTEMPTS_AFTER_SECONDS = "60";
    private static final String BODY_READER = "org.jboss.resteasy.reactive.server.vertx.VertxInputStream";
    private static final String CONNECTION_FAULTS = "08";
    private static final String OPERATOR_INTERVENTION = "57P";
    private static final String INSUFFICIENT_RESOURCES = "53";

    /** The caller's mistake that a failure stands for; empty if it is none, but a fault of ours. */
    public static Optional<ApiProblem> mistake(Throwable failure) {
        if (failure instanceof ApiProblem problem) {
            return Optional.of(problem);
        }
        if (failure instanceof ConstraintViolationException violations) {
            return Optional.of(invalidValues(violations));
        }
        return failure instanceof JacksonException unreadable ? Optional.of(unreadable(unreadable)) : Optional.empty();
    }

    /** A caller's mistake. */
    @ServerExceptionMapper
    public Response problem(ApiProblem problem) {
        return response(problem, problem.status());
    }

    /** JSON that has another form than the resource wants. */
    @ServerExceptionMapper
    public Response malformed(MismatchedInputException mismatch) {
        return problem(unreadable(mismatch));
    }

    /** JSON that is not well-formed. */
    @ServerExceptionMapper
    public Response malformed(JacksonException malformed) {
        return problem(unreadable(malformed));
    }

    /** A value that breaks a constraint. */
    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException violations) {
        return problem(invalidValues(violations));
    }

    /** What JAX-RS itself refuses. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException refusal) {
        if (refusal.getCause() instanceof JacksonException malformed) {
            return problem(unreadable(malformed));
        }
        int status = refusal.getResponse().getStatus();
        if (status < 400 || status > 499) {
            return unexpected(refusal);
        }
        Response.ResponseBuilder answer = Response.fromResponse(response(ofStatus(status), status));
        String allow = refusal.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? answer.build()
                : answer.header(HttpHeaders.ALLOW, allow).build();
    }

    /** Credentials that are missing. */
    @ServerExceptionMapper
    public Response unauthenticated(UnauthorizedException missing) {
        return problem(invalidCredentials());
    }

    /** Credentials that are not accepted. */
    @ServerExceptionMapper
    public Response unauthenticated(AuthenticationFailedException failed) {
        return problem(invalidCredentials());
    }

    /** Credentials that cannot be checked. */
    @ServerExceptionMapper
    public Response unauthenticated(AuthenticationCompletionException failed) {
        return problem(invalidCredentials());
    }

    /** A right that the caller does not have. */
    @ServerExceptionMapper
    public Response forbidden(ForbiddenException refused) {
        return problem(ofStatus(403));
    }

    /** Everything else is a fault of ours or of a part that we depend on. */
    @ServerExceptionMapper
    public Response unexpected(Throwable failure) {
        if (isUnreadBody(failure)) {
            LOG.debugf("The body of a request could not be read: %s", failure.toString());
            // Without a body: it would come behind an answer that has been given.
            return Response.status(400).build();
        }
        if (isDatabaseAway(failure)) {
            LOG.warnf("The database is not available: %s", failure.toString());
            return problem(new ApiProblem(
                    503, "temporarily-unavailable", "The configuration cannot be reached at the moment."));
        }
        String incident = UUID.randomUUID().toString();
        LOG.errorf(failure, "A request has failed incident=%s", incident);
        return response(
                new ApiProblem(500, "internal-error", "Something went wrong on our side; incident " + incident + "."),
                500);
    }

    private static Response response(ApiProblem problem, int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        Response.ResponseBuilder answer = Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(status, known == null ? "Error" : known.getReasonPhrase(), problem));
        if (status == RestResponse.StatusCode.UNAUTHORIZED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"hookgate\"");
        }
        if (status == RestResponse.StatusCode.TOO_MANY_REQUESTS) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_ATTEMPTS_AFTER_SECONDS);
        }
        if (status == RestResponse.StatusCode.SERVICE_UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.build();
    }

    private static ApiProblem invalidCredentials() {
        return new ApiProblem(401, "unauthenticated", "The credentials are missing or not valid.");
    }

    private static ApiProblem ofStatus(int status) {
        return switch (status) {
            case 401 -> invalidCredentials();
            case 403 -> new ApiProblem(403, "forbidden", "Your role does not allow this.");
            case 404 -> new ApiProblem(404, "not-found", "There is nothing at this address.");
            case 405 -> new ApiProblem(405, "method-not-allowed", "This address does not know the method.");
            case 406 -> new ApiProblem(406, "not-acceptable", "Answers are application/json.");
            case 413 -> new ApiProblem(413, "too-large", "The body is too large.");
            case 415 -> new ApiProblem(415, "unsupported-media-type", "The body must be application/json.");
            default -> new ApiProblem(status, "invalid-request", "The request cannot be understood.");
        };
    }

    /** Says where, and what kind of fault; never quotes a value, which may be a secret. */
    static ApiProblem unreadable(JacksonException fault) {
        if (fault instanceof UnrecognizedPropertyException unknown) {
            return ApiProblem.invalid(pointer(unknown.getPath()), "There is no such field.");
        }
        if (fault instanceof InvalidFormatException || fault instanceof MismatchedInputException) {
            JsonMappingException mismatch = (JsonMappingException) fault;
            return ApiProblem.invalid(pointer(mismatch.getPath()), "The value has the wrong type or form.");
        }
        JsonLocation place = fault.getLocation();
        String where = place == null || place.getLineNr() < 1
                ? ""
                : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
        return new ApiProblem(400, "malformed-json", "The body is not valid JSON" + where + ".");
    }

    static ApiProblem invalidValues(ConstraintViolationException violations) {
        List<ApiProblem.Fault> faults = violations.getConstraintViolations().stream()
                .map(ProblemMapper::fault)
                .sorted(Comparator.comparing(ApiProblem.Fault::pointer).thenComparing(ApiProblem.Fault::reason))
                .toList();
        return ApiProblem.invalid(faults);
    }

    private static ApiProblem.Fault fault(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : violation.getPropertyPath()) {
            boolean ofMethod = node.getKind() == ElementKind.METHOD || node.getKind() == ElementKind.PARAMETER;
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getKey() != null) {
                pointer.append('/').append(escape(node.getKey().toString()));
            }
            if (!ofMethod && node.getName() != null && node.getKind() == ElementKind.PROPERTY) {
                pointer.append('/').append(escape(node.getName()));
            }
        }
        return new ApiProblem.Fault(pointer.toString(), violation.getMessage());
    }

    private static String pointer(List<JsonMappingException.Reference> path) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : path) {
            pointer.append('/').append(step.getFieldName() == null ? step.getIndex() : escape(step.getFieldName()));
        }
        return pointer.toString();
    }

    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** Whether the sender has gone, or has been told already that its body is too large. */
    private static boolean isUnreadBody(Throwable failure) {
        return failure instanceof IOException
                && Arrays.stream(failure.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith(BODY_READER));
    }

    private static boolean isDatabaseAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof TimeoutException || cause instanceof IOException) {
                return true;
            }
            if (cause instanceof PgException fault && fault.getSqlState() != null) {
                String state = fault.getSqlState().toUpperCase(Locale.ROOT);
                return state.startsWith(CONNECTION_FAULTS)
                        || state.startsWith(OPERATOR_INTERVENTION)
                        || state.startsWith(INSUFFICIENT_RESOURCES);
            }
            // The second is what the client of the database fails with when a connection is no more, or too long in
            // coming.
            if (cause instanceof ClosedConnectionException || cause instanceof NoStackTraceThrowable) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }
}
