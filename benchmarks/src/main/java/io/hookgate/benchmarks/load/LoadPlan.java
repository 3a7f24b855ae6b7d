package io.hookgate.benchmarks.load;

import java.time.Duration;

/**
 * What to send.
 *
 * @param target where to
 * @param pace how fast
 * @param duration for how long new events are sent
 * @param atMost the most events, as a bound that holds whatever the machine can do
 */
public record LoadPlan(Target target, Pace pace, Duration duration, long atMost) {}
