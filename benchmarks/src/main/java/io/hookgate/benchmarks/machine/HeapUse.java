package io.hookgate.benchmarks.machine;

/**
 * A JVM's heap, in bytes.
 *
 * @param used now, garbage included
 * @param afterCollection what was left after the last collection; 0 before the first
 * @param max the limit
 */
public record HeapUse(long used, long afterCollection, long max) {}
