package io.hookgate.tenant.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The body of every answer that is not a success (RFC 9457).
 *
 * @param type a URI that stands for {@code code}
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what is wrong, for people
 * @param code what is wrong, for programs
 * @param errors the faults of the request, each with its place
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ApiProblem.Fault> errors) {

    /** The media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPES = "urn:hookgate:problem:";

    /** Copies the list. */
    public Problem {
        errors = List.copyOf(errors);
    }

    static Problem of(int status, String title, ApiProblem problem) {
        return new Problem(
                TYPES + problem.code(),
                title,
                status,
                String.valueOf(problem.getMessage()),
                problem.code(),
                problem.faults());
    }
}
