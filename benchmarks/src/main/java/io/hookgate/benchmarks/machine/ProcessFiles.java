package io.hookgate.benchmarks.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads Linux's {@code /proc}. A process that has ended in the meantime counts as nothing; elsewhere than on Linux everything
 * does.
 */
final class ProcessFiles {

    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int TIMES = 4;
    private static final int OWN_TIMES = 2;

    private final Path root;

    ProcessFiles(Path root) {
        this.root = root;
    }

    static ProcessFiles system() {
        return new ProcessFiles(Path.of("/proc"));
    }

    /** Processor time of these processes and of those children of theirs that have ended, in seconds. */
    double cpuSeconds(Set<Long> pids) {
        return pids.stream().mapToLong(this::ticks).sum() / TICKS_PER_SECOND;
    }

    /**
     * Processor time of the threads of these processes that are there now, in seconds, by the name of the thread without its
     * numbers. Linux keeps fifteen characters of a name.
     */
    Map<String, Double> threadSeconds(Set<Long> pids) {
        Map<String, Double> seconds = new TreeMap<>();
        for (long pid : pids) {
            for (Path thread : threads(pid)) {
                String stat = read(thread.resolve("stat"));
                int name = stat.indexOf('(');
                int afterName = stat.lastIndexOf(')');
                if (name >= 0 && afterName > name) {
                    String kind = stat.substring(name + 1, afterName)
                            .replaceAll("[-_#]\\d+", "")
                            .strip();
                    seconds.merge(kind, ticks(stat, OWN_TIMES) / TICKS_PER_SECOND, Double::sum);
                }
            }
        }
        return seconds;
    }

    private List<Path> threads(long pid) {
        try (Stream<Path> threads = Files.list(root.resolve(Long.toString(pid)).resolve("task"))) {
            return threads.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Processor time of everything on this machine since it was started, in seconds; waiting is no use. */
    double machineCpuSeconds() {
        List<String> fields = List.of(read(root.resolve("stat"))
                .lines()
                .findFirst()
                .orElse("cpu 0 0 0 0 0 0 0")
                .split("\\s+"));
        return Stream.of(1, 2, 3, 6, 7)
                        .map(fields::get)
                        .mapToLong(Long::parseLong)
                        .sum()
                / TICKS_PER_SECOND;
    }

    /** Memory of these processes, with each shared page counted once in all, in bytes. */
    long residentBytes(Set<Long> pids) {
        return pids.stream().mapToLong(this::proportionalBytes).sum();
    }

    private long ticks(long pid) {
        return ticks(read(pid, "stat"), TIMES);
    }

    /** The first of the fields that hold times: of the process or thread itself, then of its children. */
    private static long ticks(String stat, int times) {
        // The name in brackets may itself hold spaces and brackets.
        int afterName = stat.lastIndexOf(')');
        if (afterName < 0) {
            return 0;
        }
        List<String> fields = List.of(stat.substring(afterName + 2).trim().split(" "));
        return fields.subList(USER_TIME, USER_TIME + times).stream()
                .mapToLong(Long::parseLong)
                .sum();
    }

    private long proportionalBytes(long pid) {
        return read(pid, "smaps_rollup")
                .lines()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    private String read(long pid, String file) {
        return read(root.resolve(Long.toString(pid)).resolve(file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
