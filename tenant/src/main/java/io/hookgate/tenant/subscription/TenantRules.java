package io.hookgate.tenant.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.model.SubscriptionId;
import io.hookgate.routing.Pattern;
import io.hookgate.routing.RuleSet;
import io.hookgate.tenant.Subscription;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.StampedLock;

/**
 * One tenant's subscriptions. An event is judged either by the old or by the new form of a subscription, never by the
 * pattern of one and the endpoint of the other. One thread changes, many read; a change costs no more with many
 * subscriptions than with few.
 */
final class TenantRules {
    private static final Comparator<Subscription> BY_ID =
            Comparator.comparing(subscription -> subscription.id().toString());

    private final Map<SubscriptionId, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final RuleSet<SubscriptionId> rules = new RuleSet<>();
    private final StampedLock changes = new StampedLock();

    Optional<Subscription> find(SubscriptionId id) {
        return Optional.ofNullable(subscriptions.get(id));
    }

    List<Subscription> matching(JsonNode event) {
        long before = changes.tryOptimisticRead();
        if (before != 0) {
            List<Subscription> matched = match(event);
            if (changes.validate(before)) {
                return matched;
            }
        }
        long held = changes.readLock();
        try {
            return match(event);
        } finally {
            changes.unlockRead(held);
        }
    }

    void put(Subscription subscription, Pattern pattern) {
        long held = changes.writeLock();
        try {
            subscriptions.put(subscription.id(), subscription);
            if (subscription.enabled()) {
                rules.put(subscription.id(), pattern);
            } else {
                rules.remove(subscription.id());
            }
        } finally {
            changes.unlockWrite(held);
        }
    }

    void remove(SubscriptionId id) {
        long held = changes.writeLock();
        try {
            subscriptions.remove(id);
            rules.remove(id);
        } finally {
            changes.unlockWrite(held);
        }
    }

    int size() {
        return subscriptions.size();
    }

    boolean isEmpty() {
        return subscriptions.isEmpty();
    }

    private List<Subscription> match(JsonNode event) {
        return rules.match(event).stream()
                .map(subscriptions::get)
                .filter(Objects::nonNull)
                .sorted(BY_ID)
                .toList();
    }
}
