package io.hookgate.benchmarks.machine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Says where processor time went: by part of the harness (its threads) and by group of processes of the products. Linux only; the
 * groups are empty elsewhere.
 */
public final class ProcessorMeter {

    /** What is left of the harness when its parts are subtracted: garbage collection, compilation, observing. */
    public static final String REST_OF_HARNESS = "harness, rest";

    /** Everything on this machine that is neither harness nor product; it disturbs the measurement. */
    public static final String OTHERS = "others on this machine";

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ProcessFiles files = ProcessFiles.system();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<String, Set<Long>> harnessParts;
    private final Supplier<List<ProcessGroup>> groups;

    /**
     * A meter.
     *
     * @param harnessParts the threads of each part of this process, in the order of the report
     * @param groups asked at each reading, since processes come and go
     */
    public ProcessorMeter(Map<String, Set<Long>> harnessParts, Supplier<List<ProcessGroup>> groups) {
        this.harnessParts = new LinkedHashMap<>(harnessParts);
        this.groups = groups;
    }

    /** Processor seconds so far, by part. */
    public Map<String, Double> read() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        harnessParts.forEach((part, ids) -> seconds.put(part, threadSeconds(ids)));
        double parts =
                seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        double harness = files.cpuSeconds(Set.of(ProcessHandle.current().pid()));
        seconds.put(REST_OF_HARNESS, Math.max(0, harness - parts));
        groups.get().forEach(group -> seconds.merge(group.name(), files.cpuSeconds(group.pids()), Double::sum));
        double known =
                seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        seconds.put(OTHERS, files.machineCpuSeconds() - known);
        return seconds;
    }

    /** Processor seconds so far of each group of processes, by kind of thread. */
    public Map<String, Map<String, Double>> readThreads() {
        Map<String, Map<String, Double>> seconds = new LinkedHashMap<>();
        groups.get().forEach(group -> seconds.put(group.name(), files.threadSeconds(group.pids())));
        return seconds;
    }

    /** What was used between two readings, by part. */
    public static Map<String, Double> between(Map<String, Double> before, Map<String, Double> after) {
        Map<String, Double> used = new LinkedHashMap<>();
        after.forEach((part, seconds) -> used.put(part, Math.max(0, seconds - before.getOrDefault(part, 0.0))));
        return used;
    }

    private double threadSeconds(Set<Long> ids) {
        return ids.stream()
                        .mapToLong(threads::getThreadCpuTime)
                        .filter(nanos -> nanos > 0)
                        .sum()
                / NANOS_PER_SECOND;
    }
}
