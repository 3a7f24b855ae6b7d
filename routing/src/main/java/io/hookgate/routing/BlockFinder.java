package io.hookgate.routing;

import io.hookgate.routing.Leaf.Cidr;
import java.util.function.Consumer;

/** Finds the blocks that an address lies in: of every length in use it knows which block that would be. */
final class BlockFinder implements LeafFinder {
    private final int[] lengthsV4 = new int[33];
    private final int[] lengthsV6 = new int[129];

    @Override
    public void add(Leaf leaf) {
        count(leaf, 1);
    }

    @Override
    public void remove(Leaf leaf) {
        count(leaf, -1);
    }

    @Override
    public void find(FieldValues values, Consumer<Leaf> found) {
        for (Scalar scalar : values.scalars()) {
            IpAddress address = scalar.address();
            if (address != null) {
                find(address, found);
            }
        }
    }

    private void find(IpAddress address, Consumer<Leaf> found) {
        int[] lengths = lengths(address);
        for (int length = 0; length < lengths.length; length++) {
            if (lengths[length] > 0) {
                found.accept(new Cidr(new IpBlock(address.network(length), length)));
            }
        }
    }

    @Override
    public int crowd(Leaf leaf) {
        return 0;
    }

    private void count(Leaf leaf, int change) {
        IpBlock block = ((Cidr) leaf).block();
        lengths(block.network())[block.prefixLength()] += change;
    }

    private int[] lengths(IpAddress address) {
        return address.isV4() ? lengthsV4 : lengthsV6;
    }
}
