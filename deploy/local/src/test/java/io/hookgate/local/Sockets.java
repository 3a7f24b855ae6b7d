package io.hookgate.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process listens on, as Linux tells it. */
final class Sockets {
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

    private Sockets() {}

    /** Whether an address that {@link #listening} has given can be reached from this machine only. */
    static boolean isLoopback(String address) {
        return LOOPBACK.contains(address);
    }

    /** The local addresses, in the hexadecimal form of {@code /proc/net/tcp}, without ports. */
    static List<String> listening(long pid) throws IOException {
        Set<String> inodes = inodes(pid);
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "net", table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields[STATE].equals(LISTENING) && inodes.contains(fields[INODE])) {
                    addresses.add(fields[LOCAL_ADDRESS].substring(0, fields[LOCAL_ADDRESS].indexOf(':')));
                }
            }
        }
        return addresses;
    }

    private static Set<String> inodes(long pid) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : descriptors.toList()) {
                Matcher matcher = SOCKET.matcher(target(descriptor));
                if (matcher.matches()) {
                    inodes.add(matcher.group(1));
                }
            }
        }
        return inodes;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }
}
