package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.tenant.subscription.SubscriptionResource;

/** A rule as it is typed: pattern, transformation, and whether order is kept. */
record RuleForm(String name, String endpointId, String pattern, String transform, boolean ordered) {
    static final RuleForm BLANK = new RuleForm("", "", "{}", "", false);

    static RuleForm of(Form form) {
        return new RuleForm(
                form.raw("name"),
                form.raw("endpointId"),
                form.raw("pattern"),
                form.raw("transform"),
                form.ticked("ordered"));
    }

    static RuleForm of(SubscriptionResource.View subscription) {
        JsonNode transform = subscription.transform();
        return new RuleForm(
                subscription.name(),
                subscription.endpointId().toString(),
                subscription.pattern().toPrettyString(),
                transform == null ? "" : transform.toPrettyString(),
                subscription.ordered());
    }

    RuleForm leadingTo(String endpoint) {
        return new RuleForm(name, endpoint, pattern, transform, ordered);
    }
}
