package io.hookgate.routing;

import io.hookgate.routing.Clause.All;
import io.hookgate.routing.Clause.Any;
import io.hookgate.routing.Clause.Condition;
import java.util.ArrayList;
import java.util.List;

/** Writes a pattern as alternatives (the disjunctive normal form), each a list of conditions that must all hold. */
final class Alternatives {
    private Alternatives() {}

    static List<List<Condition>> ofPattern(Clause root) throws InvalidPatternException {
        List<List<Condition>> alternatives = of(root);
        int leaves = 0;
        for (List<Condition> conditions : alternatives) {
            for (Condition condition : conditions) {
                leaves += condition.leaves().size();
            }
        }
        if (leaves > PatternLimits.MAX_MULTIPLIED_LEAVES) {
            throw new InvalidPatternException(
                    "",
                    "The alternatives of \"$or\" multiply the values and conditions to " + leaves + ", more than "
                            + PatternLimits.MAX_MULTIPLIED_LEAVES);
        }
        return alternatives;
    }

    private static List<List<Condition>> of(Clause clause) throws InvalidPatternException {
        if (clause instanceof Condition condition) {
            return List.of(List.of(condition));
        }
        if (clause instanceof Any any) {
            return ofAny(any);
        }
        return ofAll((All) clause);
    }

    private static List<List<Condition>> ofAny(Any any) throws InvalidPatternException {
        List<List<Condition>> union = new ArrayList<>();
        for (Clause alternative : any.alternatives()) {
            union.addAll(of(alternative));
            check(union.size(), any.pointer());
        }
        return union;
    }

    private static List<List<Condition>> ofAll(All all) throws InvalidPatternException {
        List<List<Condition>> product = List.of(List.of());
        for (Clause part : all.parts()) {
            List<List<Condition>> factors = of(part);
            check(product.size() * factors.size(), "");
            List<List<Condition>> next = new ArrayList<>(product.size() * factors.size());
            for (List<Condition> left : product) {
                for (List<Condition> right : factors) {
                    List<Condition> both = new ArrayList<>(left);
                    both.addAll(right);
                    next.add(both);
                }
            }
            product = next;
        }
        return product;
    }

    private static void check(int alternatives, String pointer) throws InvalidPatternException {
        if (alternatives > PatternLimits.MAX_ALTERNATIVES) {
            throw new InvalidPatternException(
                    pointer,
                    "The alternatives of \"$or\" multiply to more than " + PatternLimits.MAX_ALTERNATIVES
                            + " combinations");
        }
    }
}
