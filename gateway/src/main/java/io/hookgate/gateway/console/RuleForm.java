package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.subscription.SubscriptionResource;

/**
 * A rule as it is typed.
 *
 * @param onFailure {@code skip} or {@code park}; of an ordered one
 * @param giveUpAfter seconds; empty for as long as the endpoint's retry policy goes on
 */
record RuleForm(
        String name,
        String endpointId,
        String pattern,
        String transform,
        boolean ordered,
        String onFailure,
        String giveUpAfter) {
    static final RuleForm BLANK = new RuleForm("", "", "{}", "", false, "skip", "");

    private static final String GIVE_UP_AFTER = "giveUpAfterSeconds";

    static RuleForm of(Form form) {
        return new RuleForm(
                form.raw("name"),
                form.raw("endpointId"),
                form.raw("pattern"),
                form.raw("transform"),
                form.ticked("ordered"),
                form.raw("onFailure"),
                form.raw(GIVE_UP_AFTER));
    }

    static RuleForm of(SubscriptionResource.View subscription) {
        JsonNode transform = subscription.transform();
        Integer giveUpAfter = subscription.giveUpAfterSeconds();
        String onFailure = subscription.onFailure();
        return new RuleForm(
                subscription.name(),
                subscription.endpointId().toString(),
                subscription.pattern().toPrettyString(),
                transform == null ? "" : transform.toPrettyString(),
                subscription.ordered(),
                onFailure == null ? BLANK.onFailure : onFailure,
                giveUpAfter == null ? "" : giveUpAfter.toString());
    }

    RuleForm leadingTo(String endpoint) {
        return new RuleForm(name, endpoint, pattern, transform, ordered, onFailure, giveUpAfter);
    }

    /**
     * How order is kept, as the API takes it.
     *
     * @throws ApiProblem if the number of seconds is none
     */
    ObjectNode order() {
        ObjectNode order = JsonNodeFactory.instance.objectNode().put("ordered", ordered);
        if (!ordered) {
            return order.putNull("onFailure").putNull(GIVE_UP_AFTER);
        }
        if (!onFailure.isBlank()) {
            order.put("onFailure", onFailure);
        }
        return giveUpAfter.isBlank() ? order.putNull(GIVE_UP_AFTER) : order.put(GIVE_UP_AFTER, seconds());
    }

    private int seconds() {
        try {
            return Integer.parseInt(giveUpAfter.strip());
        } catch (NumberFormatException e) {
            throw ApiProblem.invalid("/" + GIVE_UP_AFTER, "must be a whole number");
        }
    }
}
