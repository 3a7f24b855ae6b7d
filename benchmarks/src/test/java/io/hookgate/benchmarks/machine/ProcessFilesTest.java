package io.hookgate.benchmarks.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFilesTest {

    @TempDir
    private Path root;

    private ProcessFiles files;

    @BeforeEach
    void writeFiles() throws IOException {
        files = new ProcessFiles(root);
        Files.writeString(root.resolve("stat"), "cpu  100 50 25 9999 8888 3 2 0 0 0\ncpu0 1 2 3 4 5 6 7 8 9 0\n");
        process(7, "7 (a (strange) name) S 1 7 7 0 -1 4194560 100 200 0 0 1000 500 30 20 20 0 9 0 77 1 1", 2_048);
        process(8, "8 (postgres) S 7 7 7 0 -1 4194560 100 200 0 0 10 20 0 0 20 0 9 0 77 1 1", 1_024);
    }

    @Test
    void addsOwnTimeAndThatOfChildrenThatHaveEnded() {
        assertThat(files.cpuSeconds(Set.of(7L))).isEqualTo(15.5);
        assertThat(files.cpuSeconds(Set.of(7L, 8L))).isEqualTo(15.8);
    }

    @Test
    void takesAProcessThatHasEndedAsNothing() {
        assertThat(files.cpuSeconds(Set.of(4711L))).isZero();
        assertThat(files.residentBytes(Set.of(4711L))).isZero();
    }

    @Test
    void addsMemory() {
        assertThat(files.residentBytes(Set.of(7L, 8L))).isEqualTo(3_072 * 1_024);
    }

    @Test
    void leavesOutWhatTheMachineWaited() {
        assertThat(files.machineCpuSeconds()).isEqualTo(1.8);
    }

    @Test
    void addsThreadsOfOneKind() throws IOException {
        thread(7, 71, "71 (vert.x-eventloo) S 1 7 7 0 -1 4194560 100 200 0 0 100 50 30 20 20 0 9 0 77 1 1");
        thread(7, 72, "72 (GC Thread#0) S 1 7 7 0 -1 4194560 100 200 0 0 10 0 0 0 20 0 9 0 77 1 1");
        thread(8, 81, "81 (GC Thread#12) S 1 7 7 0 -1 4194560 100 200 0 0 20 5 0 0 20 0 9 0 77 1 1");

        assertThat(files.threadSeconds(Set.of(7L, 8L, 4711L)))
                .containsOnly(Map.entry("vert.x-eventloo", 1.5), Map.entry("GC Thread", 0.35));
    }

    @Test
    void subtractsReadingsByPart() {
        assertThat(ProcessorMeter.between(Map.of("a", 1.0), Map.of("a", 3.5, "new", 2.0)))
                .containsOnly(Map.entry("a", 2.5), Map.entry("new", 2.0));
    }

    private void thread(int pid, int thread, String stat) throws IOException {
        Path directory = Files.createDirectories(
                root.resolve(Integer.toString(pid)).resolve("task").resolve(Integer.toString(thread)));
        Files.writeString(directory.resolve("stat"), stat + "\n");
    }

    private void process(int pid, String stat, int kibibytes) throws IOException {
        Path directory = Files.createDirectory(root.resolve(Integer.toString(pid)));
        Files.writeString(directory.resolve("stat"), stat + "\n");
        Files.writeString(
                directory.resolve("smaps_rollup"),
                "00400000 rollup\nRss: 9999 kB\nPss:     " + kibibytes + " kB\nPss_Dirty: 1 kB\n");
    }
}
