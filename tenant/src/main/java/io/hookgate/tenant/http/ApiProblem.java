package io.hookgate.tenant.http;

import java.util.List;

/** A caller's mistake, answered as RFC 9457 {@code application/problem+json}. */
public class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient List<Fault> faults;

    /**
     * Says what the caller did wrong.
     *
     * @param status the HTTP status, 4xx or 503
     * @param code the stable machine-readable code, lower case with dashes
     * @param detail a sentence for people, without secrets
     */
    public ApiProblem(int status, String code, String detail) {
        this(status, code, detail, List.of());
    }

    /** Says what the caller did wrong, and where in the request. */
    public ApiProblem(int status, String code, String detail, List<Fault> faults) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.faults = List.copyOf(faults);
    }

    /** A thing that is not there, or that the caller may not know of. */
    public static ApiProblem notFound(String what) {
        return new ApiProblem(404, "not-found", "There is no such " + what + ".");
    }

    /** A value in the request that is not acceptable. */
    public static ApiProblem invalid(String pointer, String reason) {
        return invalid(List.of(new Fault(pointer, reason)));
    }

    /** Several values that are not acceptable; the first gives the detail. */
    public static ApiProblem invalid(List<Fault> faults) {
        Fault first = faults.get(0);
        return new ApiProblem(
                400,
                "invalid-request",
                first.pointer().isEmpty() ? first.reason() : first.pointer() + ": " + first.reason(),
                faults);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The stable code. */
    public String code() {
        return code;
    }

    /** The faults, each with its place. */
    public List<Fault> faults() {
        return faults;
    }

    /**
     * One fault.
     *
     * @param pointer a JSON pointer (RFC 6901) into the request body, or the name of a parameter
     * @param reason a sentence that says what is expected
     */
    public record Fault(String pointer, String reason) {}
}
