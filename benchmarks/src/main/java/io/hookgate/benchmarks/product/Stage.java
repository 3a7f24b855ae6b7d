package io.hookgate.benchmarks.product;

/**
 * What a product says of one stage of an event's way, since it was started.
 *
 * @param name what happens there, for instance {@code attempt}
 * @param times how often it happened
 * @param seconds all of it took together
 */
public record Stage(String name, double times, double seconds) {}
