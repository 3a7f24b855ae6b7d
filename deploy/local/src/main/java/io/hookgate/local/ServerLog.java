package io.hookgate.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;

/** The log file of a server, which is kept below twice {@value #LIMIT} bytes: the current part and the one before. */
final class ServerLog {
    static final long LIMIT = 8L << 20;

    private static final int TAIL = 16 << 10;
    private static final int LONGEST_LINE = 300;
    private static final Pattern TROUBLE =
            Pattern.compile("ERROR|FATAL|PANIC|Exception|[Ee]rror:|No space left|Cannot allocate|could not");

    private final Path file;

    private ServerLog(Path file) {
        this.file = file;
    }

    static ServerLog of(Path dataDirectory, String server) throws IOException {
        return new ServerLog(Directories.create(dataDirectory.resolve("logs")).resolve(server + ".log"));
    }

    Path file() {
        return file;
    }

    /** Sets the current part aside if it has become too long. The server goes on writing to the same, emptied file. */
    void rotate() throws IOException {
        if (!Files.exists(file) || Files.size(file) < LIMIT) {
            return;
        }
        Files.copy(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }

    /** How long the log is now, for {@link #trouble}. */
    long length() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** The line after {@code start} that most likely says what went wrong; empty if there is none. */
    String trouble(long start) throws IOException {
        List<String> lines = tail(start).lines().filter(line -> !line.isBlank()).toList();
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        String line = lines.stream()
                .filter(candidate -> TROUBLE.matcher(candidate).find())
                .findFirst()
                .orElse(last)
                .strip();
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line;
    }

    private String tail(long start) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(Math.min(log.length(), Math.max(start, log.length() - TAIL)));
            byte[] bytes = new byte[(int) (log.length() - log.getFilePointer())];
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
