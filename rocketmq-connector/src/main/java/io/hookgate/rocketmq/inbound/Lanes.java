package io.hookgate.rocketmq.inbound;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the messages of each message group in order: only the first of a group is handed out, the next when that one is
 * finished. Messages without a group are handed out at once. Safe for use by many threads.
 */
final class Lanes {

    /** The head of each is handed out. */
    private final Map<String, Deque<Delivery>> lanes = new HashMap<>();

    /** Returns those that are to be handed out now. */
    synchronized List<Delivery> add(List<Delivery> deliveries) {
        List<Delivery> first = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            String group = delivery.messageGroup();
            if (group == null) {
                first.add(delivery);
                continue;
            }
            Deque<Delivery> lane = lanes.computeIfAbsent(group, name -> new ArrayDeque<>());
            lane.add(delivery);
            if (lane.size() == 1) {
                first.add(delivery);
            }
        }
        return first;
    }

    /** Takes a message out that was handed out, and returns the one behind it. */
    synchronized @Nullable Delivery finish(Delivery delivery) {
        String group = delivery.messageGroup();
        Deque<Delivery> lane = group == null ? null : lanes.get(group);
        if (lane == null || lane.peek() != delivery) {
            return null;
        }
        lane.remove();
        if (lane.isEmpty()) {
            lanes.remove(group);
        }
        return lane.peek();
    }

    /** Takes a message out that was handed out, and all behind it that the same client received; returns the latter. */
    synchronized Abandoned abandon(Delivery delivery) {
        String group = delivery.messageGroup();
        Deque<Delivery> lane = group == null ? null : lanes.get(group);
        if (lane == null || lane.peek() != delivery) {
            return new Abandoned(List.of(), null);
        }
        lane.remove();
        List<Delivery> behind = new ArrayList<>();
        while (!lane.isEmpty() && lane.peek().consumer() == delivery.consumer()) {
            behind.add(lane.remove());
        }
        if (lane.isEmpty()) {
            lanes.remove(group);
        }
        return new Abandoned(behind, lane.peek());
    }

    /**
     * What {@link #abandon} took out.
     *
     * @param behind what must not be processed before the abandoned message
     * @param next what is to be handed out now, or null
     */
    record Abandoned(List<Delivery> behind, @Nullable Delivery next) {}

    /** Takes out and returns everything that was not handed out. */
    synchronized List<Delivery> dropWaiting() {
        List<Delivery> dropped = new ArrayList<>();
        for (Deque<Delivery> lane : lanes.values()) {
            Delivery head = lane.remove();
            dropped.addAll(lane);
            lane.clear();
            lane.add(head);
        }
        return dropped;
    }
}
