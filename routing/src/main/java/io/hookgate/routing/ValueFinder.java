package io.hookgate.routing;

import io.hookgate.routing.Leaf.EqualsIgnoreCase;
import io.hookgate.routing.Leaf.Literal;
import java.util.function.Consumer;

/** Finds leaves that demand one value: the scalar itself says which leaf that would be. */
enum ValueFinder implements LeafFinder {
    LITERAL {
        @Override
        void find(Scalar scalar, Consumer<Leaf> found) {
            found.accept(new Literal(scalar.isNull() ? null : scalar.text()));
        }
    },
    FOLDED {
        @Override
        void find(Scalar scalar, Consumer<Leaf> found) {
            if (scalar.isString() && scalar.text().length() <= PatternLimits.MAX_OPERAND_LENGTH) {
                found.accept(new EqualsIgnoreCase(EqualsIgnoreCase.fold(scalar.text())));
            }
        }
    };

    abstract void find(Scalar scalar, Consumer<Leaf> found);

    @Override
    public void find(FieldValues values, Consumer<Leaf> found) {
        values.scalars().forEach(scalar -> find(scalar, found));
    }

    @Override
    public void add(Leaf leaf) {}

    @Override
    public void remove(Leaf leaf) {}

    @Override
    public int crowd(Leaf leaf) {
        return 0;
    }
}
