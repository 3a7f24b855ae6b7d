package io.hookgate.benchmarks.machine;

import java.util.Set;

/**
 * Processes that do one job together, for instance the backends of a database.
 *
 * @param name what they do, for instance {@code PostgreSQL}
 */
public record ProcessGroup(String name, Set<Long> pids) {

    /** Copies the set. */
    public ProcessGroup {
        pids = Set.copyOf(pids);
    }

    /** A group of one. */
    public static ProcessGroup single(String name, long pid) {
        return new ProcessGroup(name, Set.of(pid));
    }
}
