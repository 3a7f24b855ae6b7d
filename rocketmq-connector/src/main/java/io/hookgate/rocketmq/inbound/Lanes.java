package io.hookgate.rocketmq.inbound;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the messages of each message group in order: only the first ones of a group are handed out, as a run; the next
 * run when that one is finished. A run is what has gathered meanwhile, up to a limit. A message that comes again is alone
 * in its run, so that it harms no other, and so is one without a group. Safe for use by many threads.
 */
final class Lanes {

    private final int longestRun;

    /** What waits behind the run of each group that is handed out. */
    private final Map<String, Deque<Delivery>> waiting = new HashMap<>();

    /** @param longestRun messages that are handed out together */
    Lanes(int longestRun) {
        this.longestRun = longestRun;
    }

    /** Returns what is to be handed out now. */
    synchronized List<Run> add(List<Delivery> deliveries) {
        List<Run> runs = new ArrayList<>();
        List<Deque<Delivery>> fresh = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            String group = delivery.messageGroup();
            if (group == null) {
                runs.add(new Run(List.of(delivery)));
                continue;
            }
            Deque<Delivery> lane = waiting.get(group);
            if (lane == null) {
                lane = new ArrayDeque<>();
                waiting.put(group, lane);
                fresh.add(lane);
            }
            lane.add(delivery);
        }
        fresh.forEach(lane -> runs.add(take(lane)));
        return runs;
    }

    private Run take(Deque<Delivery> lane) {
        Delivery first = lane.remove();
        List<Delivery> taken = new ArrayList<>(List.of(first));
        while (taken.size() < longestRun && !lane.isEmpty() && lane.peek().joins(first)) {
            taken.add(lane.remove());
        }
        return new Run(taken);
    }

    /** Ends a run that was handed out, and returns the one behind it. */
    synchronized @Nullable Run finish(Run run) {
        return next(run.group());
    }

    private @Nullable Run next(@Nullable String group) {
        Deque<Delivery> lane = group == null ? null : waiting.get(group);
        if (lane == null) {
            return null;
        }
        if (lane.isEmpty()) {
            waiting.remove(group);
            return null;
        }
        return take(lane);
    }

    /** Ends a run that was handed out, and takes out all behind it that the same client received; returns the latter. */
    synchronized Abandoned abandon(Run run) {
        String group = run.group();
        Deque<Delivery> lane = group == null ? null : waiting.get(group);
        List<Delivery> behind = new ArrayList<>();
        while (lane != null && !lane.isEmpty() && lane.peek().consumer() == run.consumer()) {
            behind.add(lane.remove());
        }
        return new Abandoned(behind, next(group));
    }

    /**
     * What {@link #abandon} took out.
     *
     * @param behind what must not be processed before the abandoned run
     * @param next what is to be handed out now, or null
     */
    record Abandoned(List<Delivery> behind, @Nullable Run next) {}

    /** Takes out and returns everything that was not handed out. */
    synchronized List<Delivery> dropWaiting() {
        List<Delivery> dropped = new ArrayList<>();
        for (Deque<Delivery> lane : waiting.values()) {
            dropped.addAll(lane);
            lane.clear();
        }
        return dropped;
    }
}
