package io.hookgate.gateway.console;

import io.hookgate.tenant.http.ApiProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a form.
 *
 * @param detail what is wrong, for people; null if nothing is
 * @param list each fault with its place, a JSON pointer
 */
record Faults(@Nullable String detail, List<ApiProblem.Fault> list) {
    static final Faults NONE = new Faults(null, List.of());

    /** Copies the list. */
    Faults {
        list = List.copyOf(list);
    }

    static Faults of(ApiProblem problem) {
        return new Faults(problem.getMessage(), problem.faults());
    }

    static Faults at(String pointer, String reason) {
        return new Faults(reason, List.of(new ApiProblem.Fault(pointer, reason)));
    }

    public boolean any() {
        return detail != null;
    }

    /** What is wrong at a place or within it; empty if nothing is. */
    public String at(String pointer) {
        return list.stream()
                .filter(fault ->
                        fault.pointer().equals(pointer) || fault.pointer().startsWith(pointer + "/"))
                .map(fault -> fault.pointer().equals(pointer)
                        ? fault.reason()
                        : fault.pointer().substring(pointer.length()) + ": " + fault.reason())
                .findFirst()
                .orElse("");
    }
}
