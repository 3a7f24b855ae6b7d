package io.hookgate.benchmarks.machine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the figures were measured on.
 *
 * @param processor the model
 * @param cores that this process may use
 * @param memoryMebibytes of the machine or container
 * @param java the runtime's version
 * @param loadAverage of the last minute before the measurement; negative when unknown
 */
public record Machine(
        String processor, int cores, long memoryMebibytes, String java, String operatingSystem, double loadAverage) {

    private static final long MEBIBYTE = 1 << 20;

    /** Looks at this machine. */
    public static Machine here() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                entry(Path.of("/proc/cpuinfo"), "model name", ":").orElse(System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize() / MEBIBYTE,
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                entry(Path.of("/etc/os-release"), "PRETTY_NAME", "=").orElse(System.getProperty("os.name"))
                        + ", kernel " + System.getProperty("os.version"),
                system.getSystemLoadAverage());
    }

    private static Optional<String> entry(Path file, String key, String separator) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(key) && line.contains(separator))
                    .map(line -> line.substring(line.indexOf(separator) + 1)
                            .replace("\"", "")
                            .trim())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
