package io.hookgate.routing;

import io.hookgate.routing.Leaf.Cidr;
import io.hookgate.routing.Leaf.EqualsIgnoreCase;
import io.hookgate.routing.Leaf.Exists;
import io.hookgate.routing.Leaf.Literal;
import io.hookgate.routing.Leaf.Numeric;
import io.hookgate.routing.Leaf.Prefix;
import io.hookgate.routing.Leaf.Suffix;
import io.hookgate.routing.Leaf.Wildcard;

/** How a leaf is found among many. */
enum LeafKind {
    LITERAL(1),
    FOLDED(1),
    PREFIX(2),
    SUFFIX(2),
    BLOCK(2),
    GRAM(4),
    INTERVAL(8),
    PRESENT(32),
    SCAN(64),
    ABSENT(64);

    private final int weight;

    LeafKind(int weight) {
        this.weight = weight;
    }

    /** How likely an event meets a leaf of this kind, compared with the other kinds. */
    int weight() {
        return weight;
    }

    /** Whether a finder of this kind passes on nothing but leaves that the field meets. */
    boolean isFoundExactly() {
        return this != GRAM && this != INTERVAL && this != SCAN;
    }

    LeafFinder newFinder() {
        return switch (this) {
            case LITERAL -> ValueFinder.LITERAL;
            case FOLDED -> ValueFinder.FOLDED;
            case PREFIX -> new AffixFinder(false);
            case SUFFIX -> new AffixFinder(true);
            case BLOCK -> new BlockFinder();
            case GRAM -> new GramFinder();
            case INTERVAL -> new IntervalFinder();
            case PRESENT, SCAN, ABSENT -> new ScanFinder();
        };
    }

    static LeafKind of(Leaf leaf) {
        if (leaf instanceof Literal) {
            return LITERAL;
        }
        if (leaf instanceof EqualsIgnoreCase) {
            return FOLDED;
        }
        if (leaf instanceof Prefix) {
            return PREFIX;
        }
        if (leaf instanceof Suffix) {
            return SUFFIX;
        }
        if (leaf instanceof Cidr) {
            return BLOCK;
        }
        if (leaf instanceof Wildcard wildcard) {
            return GramFinder.covers(wildcard.glob()) ? GRAM : SCAN;
        }
        if (leaf instanceof Numeric numeric) {
            return IntervalFinder.covers(numeric) ? INTERVAL : SCAN;
        }
        if (leaf instanceof Exists exists) {
            return exists.expected() ? PRESENT : ABSENT;
        }
        return SCAN;
    }
}
