package io.hookgate.tenant.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.model.EndpointId;
import io.hookgate.routing.InvalidPatternException;
import io.hookgate.routing.InvalidTransformationException;
import io.hookgate.routing.Pattern;
import io.hookgate.routing.Transformation;
import io.hookgate.tenant.Ordering.OnFailure;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.ApiProblem.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an owner can set of a subscription, checked.
 *
 * @param pattern the pattern's JSON text
 * @param transformation the transformation's JSON text; null for the complete event
 * @param onFailure of an ordered one
 * @param giveUpAfterSeconds of an ordered one; null for no such limit
 */
record Rule(
        String name,
        EndpointId endpointId,
        String pattern,
        @Nullable String transformation,
        boolean ordered,
        OnFailure onFailure,
        @Nullable Integer giveUpAfterSeconds,
        boolean enabled) {
    private static final int MAX_TRANSFORMATION_LENGTH = 64 * 1024;

    /**
     * Checks what was posted.
     *
     * @throws ApiProblem with every fault
     */
    static Rule of(NewSubscription posted) {
        List<Fault> faults = new ArrayList<>();
        EndpointId endpointId = endpointId(posted.endpointId(), faults);
        check(posted.pattern(), posted.transform(), faults);
        if (!faults.isEmpty() || endpointId == null) {
            throw ApiProblem.invalid(faults);
        }
        JsonNode transform = posted.transform();
        return new Rule(
                posted.name(),
                endpointId,
                posted.pattern().toString(),
                transform == null || transform.isEmpty() ? null : transform.toString(),
                Boolean.TRUE.equals(posted.ordered()),
                posted.onFailure() == null
                        ? OnFailure.SKIP
                        : OnFailure.valueOf(posted.onFailure().toUpperCase(Locale.ROOT)),
                posted.giveUpAfterSeconds(),
                !Boolean.FALSE.equals(posted.enabled()));
    }

    /** Adds what is wrong with a pattern and a transformation. */
    static void check(JsonNode pattern, @Nullable JsonNode transform, List<Fault> faults) {
        try {
            Pattern.parse(pattern);
        } catch (InvalidPatternException e) {
            faults.add(new Fault("/pattern" + e.pointer(), e.reason()));
        }
        if (transform != null && transform.toString().length() > MAX_TRANSFORMATION_LENGTH) {
            faults.add(new Fault("/transform", "must have at most " + MAX_TRANSFORMATION_LENGTH + " characters"));
            return;
        }
        try {
            Transformation.parse(transform);
        } catch (InvalidTransformationException e) {
            faults.add(new Fault("/transform" + e.pointer(), e.reason()));
        }
    }

    private static @Nullable EndpointId endpointId(String text, List<Fault> faults) {
        try {
            return EndpointId.parse(text);
        } catch (IllegalArgumentException e) {
            faults.add(new Fault("/endpointId", "must be the identifier of an endpoint"));
            return null;
        }
    }
}
