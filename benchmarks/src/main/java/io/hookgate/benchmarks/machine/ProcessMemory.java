package io.hookgate.benchmarks.machine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What processes hold in memory. Linux only; empty figures elsewhere. */
public final class ProcessMemory {

    private ProcessMemory() {}

    /** Memory by group of processes, in bytes; each shared page is counted once in all. */
    public static Map<String, Long> residentBytes(List<ProcessGroup> groups) {
        ProcessFiles files = ProcessFiles.system();
        Map<String, Long> bytes = new LinkedHashMap<>();
        groups.forEach(group -> bytes.merge(group.name(), files.residentBytes(group.pids()), Long::sum));
        return bytes;
    }
}
