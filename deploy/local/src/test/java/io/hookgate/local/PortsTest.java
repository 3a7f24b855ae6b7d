package io.hookgate.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir
    private Path directory;

    @Test
    void givesTheSamePortNextTime() throws IOException {
        int first = ports().claim("server");

        assertThat(ports().claim("server")).isEqualTo(first);
    }

    @Test
    void givesAnotherPortIfTheOldOneIsTaken() throws IOException {
        int first = ports().claim("server");
        try (ServerSocket taken = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ports().claim("server")).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void keepsThePortsBesideAClaimedOneFree() throws IOException {
        Ports ports = ports();
        int port = ports.claim("server", -2);
        Files.writeString(directory.resolve("ports"), "server=" + port + "\nother=" + (port - 2) + "\n");

        Ports again = ports();
        assertThat(again.claim("server", -2)).isEqualTo(port);
        assertThat(again.claim("other")).isNotEqualTo(port - 2);
    }

    @Test
    void staysBelowThePortsOfOutgoingConnections() throws IOException {
        Files.writeString(directory.resolve("ports"), "server=45000\n");

        assertThat(ports().claim("server")).isBetween(20_000, 32_000);
    }

    @Test
    void doesWithoutAMemoryThatCannotBeRead() throws IOException {
        Files.writeString(directory.resolve("ports"), "server=\\u00zz");

        assertThat(ports().claim("server")).isPositive();
    }

    private Ports ports() {
        return new Ports(directory.resolve("ports"));
    }
}
