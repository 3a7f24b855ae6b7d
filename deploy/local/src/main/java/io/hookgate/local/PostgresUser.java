package io.hookgate.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** PostgreSQL refuses to run as root. In a user namespace without a mapping root is nobody, and owns its files still. */
final class PostgresUser {
    private static final List<String> NAMESPACE = List.of("unshare", "--user", "--");

    private PostgresUser() {}

    /** What has to stand before a command of PostgreSQL. */
    static List<String> prefix() throws IOException {
        if (!output("id", "-u").equals("0")) {
            return List.of();
        }
        try {
            output("unshare", "--user", "--", "true");
            return NAMESPACE;
        } catch (IOException e) {
            throw new StartFailedException(
                    "PostgreSQL cannot be started as root, as this system does not let it run in a user namespace ("
                            + e.getMessage()
                            + "). Start as an ordinary user, or set HOOKGATE_POSTGRES_URL to use a database"
                            + " of yours.",
                    e);
        }
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return output;
    }
}
