package io.hookgate.routing;

import io.hookgate.routing.Leaf.Cidr;
import io.hookgate.routing.Leaf.EqualsIgnoreCase;
import io.hookgate.routing.Leaf.Literal;
import io.hookgate.routing.Leaf.Numeric;
import io.hookgate.routing.Leaf.Prefix;
import io.hookgate.routing.Leaf.Suffix;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers whether any of many scalars is accepted without looking at each, so that a long array in an event does not
 * multiply with the number of rules. What an answer needs is sorted when it is first asked, and an answer that takes a
 * look at each is kept. Used by one thread.
 */
final class ScalarLookup {
    private final List<Scalar> scalars;
    private final Map<LeafKind, NavigableSet<String>> texts = new EnumMap<>(LeafKind.class);
    private final Map<Leaf, Boolean> answers = new HashMap<>();
    private @Nullable NavigableSet<IpAddress> addresses;
    private @Nullable NavigableSet<Double> numbers;

    ScalarLookup(List<Scalar> scalars) {
        this.scalars = scalars;
    }

    /** Whether a leaf accepts any of the scalars. */
    boolean meets(Leaf leaf) {
        if (leaf instanceof Literal literal && literal.text() != null) {
            return texts(LeafKind.LITERAL, scalar -> scalar.isNull() ? null : scalar.text())
                    .contains(literal.text());
        }
        if (leaf instanceof EqualsIgnoreCase equal) {
            return texts(LeafKind.FOLDED, scalar -> scalar.isString() ? EqualsIgnoreCase.fold(scalar.text()) : null)
                    .contains(equal.folded());
        }
        if (leaf instanceof Prefix prefix) {
            return hasPrefix(texts(LeafKind.PREFIX, scalar -> scalar.isString() ? scalar.text() : null), prefix.text());
        }
        if (leaf instanceof Suffix suffix) {
            return hasPrefix(
                    texts(LeafKind.SUFFIX, scalar -> scalar.isString() ? Affixes.reverse(scalar.text()) : null),
                    Affixes.reverse(suffix.text()));
        }
        if (leaf instanceof Cidr cidr) {
            IpAddress next = addresses().ceiling(cidr.block().network());
            return next != null && cidr.block().contains(next);
        }
        if (leaf instanceof Numeric numeric) {
            return meetsNumeric(numeric);
        }
        return answers.computeIfAbsent(leaf, unused -> scalars.stream().anyMatch(leaf::accepts));
    }

    private static boolean hasPrefix(NavigableSet<String> sorted, String prefix) {
        String next = sorted.ceiling(prefix);
        return next != null && next.startsWith(prefix);
    }

    /** Only the numbers that lie in the interval, of which all but those at its margins are accepted. */
    private boolean meetsNumeric(Numeric numeric) {
        Interval interval = Interval.of(numeric);
        if (interval.isEmpty()) {
            return false;
        }
        for (double number : numbers().subSet(interval.lowest(), true, interval.highest(), true)) {
            if (numeric.accepts(number)) {
                return true;
            }
        }
        return false;
    }

    private NavigableSet<String> texts(LeafKind kind, Function<Scalar, @Nullable String> text) {
        return texts.computeIfAbsent(kind, unused -> {
            NavigableSet<String> sorted = new TreeSet<>();
            for (Scalar scalar : scalars) {
                String found = text.apply(scalar);
                if (found != null) {
                    sorted.add(found);
                }
            }
            return sorted;
        });
    }

    private NavigableSet<IpAddress> addresses() {
        NavigableSet<IpAddress> known = addresses;
        if (known == null) {
            known = new TreeSet<>();
            for (Scalar scalar : scalars) {
                IpAddress address = scalar.address();
                if (address != null) {
                    known.add(address);
                }
            }
            addresses = known;
        }
        return known;
    }

    private NavigableSet<Double> numbers() {
        NavigableSet<Double> known = numbers;
        if (known == null) {
            known = new TreeSet<>();
            for (Scalar scalar : scalars) {
                if (scalar.isNumber()) {
                    known.add(scalar.number() + 0.0);
                }
            }
            numbers = known;
        }
        return known;
    }
}
