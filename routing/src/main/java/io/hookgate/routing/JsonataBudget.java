package io.hookgate.routing;

import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Parser.Symbol;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation of a JSONata expression may use: steps, time, depth, and the size of what it makes.
 *
 * <p>The library calls back before and behind every node of the expression, and {@link JsonataFunction} around every
 * function, so an evaluation ends at most one step behind a limit, and a step is short because every value that it works
 * on is small. The time is the processor's: on a busy machine an expression must not fail for having waited. Used by one
 * thread.
 */
final class JsonataBudget {
    static final int MAX_STEPS = 500_000;
    static final int MAX_DEPTH = 150;
    static final int MAX_ITEMS = 25_000;
    static final long MAX_MILLISECONDS = 1_000;
    /** Weight of one value with all that it holds: a character weighs one, an object or array {@link #NODE_WEIGHT}. */
    static final long MAX_VALUE_WEIGHT = 8_000_000;
    /** Weight of everything that an evaluation makes. */
    static final long MAX_MADE_WEIGHT = 16_000_000;

    private static final int NODE_WEIGHT = 32;
    private static final int ITEM_WEIGHT = 8;
    private static final int MAX_NESTING = 500;

    private static final long MAX_NANOS = MAX_MILLISECONDS * 1_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean MEASURES_PROCESSOR =
            THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();

    private final long begun = usedNanos();
    private long nextLook = System.nanoTime() + MAX_NANOS;
    private final IdentityHashMap<Object, Long> weights = new IdentityHashMap<>();
    private long made;
    private int steps;
    private int depth;

    /** Bounds the evaluation that uses a frame. */
    void watch(Frame frame, @Nullable Object input) {
        weigh(input, 0);
        made = 0;
        frame.setEvaluateEntryCallback((expression, value, environment) -> enter(expression));
        frame.setEvaluateExitCallback((expression, value, environment, result) -> leave(result));
    }

    /** One more step. */
    void step() {
        if (++steps > MAX_STEPS) {
            throw new JsonataLimitException("takes more than " + MAX_STEPS + " steps");
        }
        if (System.nanoTime() - nextLook >= 0) {
            checkTime();
        }
    }

    /** No thread uses the processor for longer than the clock says, so there is no need to look before that. */
    private void checkTime() {
        long left = MAX_NANOS - (usedNanos() - begun);
        if (left <= 0) {
            throw new JsonataLimitException("takes more than " + MAX_MILLISECONDS + " ms");
        }
        nextLook = System.nanoTime() + left;
    }

    private static long usedNanos() {
        return MEASURES_PROCESSOR ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }

    /** Takes account of a value, most of which may be known already. */
    void account(@Nullable Object value) {
        if (weigh(value, 0) > MAX_VALUE_WEIGHT) {
            throw new JsonataLimitException("makes a value that is too large");
        }
        if (made > MAX_MADE_WEIGHT) {
            throw new JsonataLimitException("makes too many values");
        }
    }

    private void enter(Symbol expression) {
        if (++depth > MAX_DEPTH) {
            throw new JsonataLimitException("calls itself more than " + MAX_DEPTH + " levels deep");
        }
        if (expression.signature != null) {
            throw new JsonataLimitException("has a function with a signature, which is not supported");
        }
        step();
    }

    private void leave(@Nullable Object result) {
        depth--;
        if (result instanceof Pattern) {
            throw new JsonataLimitException("has a regular expression, which is not supported");
        }
        account(result);
    }

    private long weigh(@Nullable Object value, int nesting) {
        if (!(value instanceof String || value instanceof List || value instanceof Map)) {
            return ITEM_WEIGHT;
        }
        Long known = weights.get(value);
        if (known != null) {
            return known;
        }
        if (nesting > MAX_NESTING) {
            throw new JsonataLimitException("makes a value that is nested too deeply");
        }
        long own = value instanceof String text ? text.length() : containerWeight(value);
        made += own;
        long weight = own + (value instanceof String ? 0 : weighItems(value, nesting + 1));
        weights.put(value, weight);
        return weight;
    }

    private static long containerWeight(Object container) {
        int size = container instanceof List<?> list ? list.size() : ((Map<?, ?>) container).size();
        if (size > MAX_ITEMS) {
            throw new JsonataLimitException("works on more than " + MAX_ITEMS + " items");
        }
        return NODE_WEIGHT + (long) ITEM_WEIGHT * size;
    }

    private long weighItems(Object container, int nesting) {
        long weight = 0;
        if (container instanceof List<?> list) {
            for (Object item : list) {
                weight += weigh(item, nesting);
            }
            return weight;
        }
        for (Map.Entry<?, ?> field : ((Map<?, ?>) container).entrySet()) {
            weight += weigh(field.getKey(), nesting) + weigh(field.getValue(), nesting);
        }
        return weight;
    }
}
