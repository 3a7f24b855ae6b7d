package io.hookgate.local;

import io.hookgate.local.ProgressListener.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One server process: started, watched, started again when it ends by itself, and stopped. Between it and the
 * application stands a guard (see {@code guard.sh}), which stops it when the application has gone. Thread-safe.
 *
 * <p>A server that ends by itself is started again after {@link #FIRST_PAUSE}, and after a pause twice as long each time
 * that it does not become ready. After {@link #ATTEMPTS} such failures in a row it is given up.
 */
final class Child implements AutoCloseable {
    static final int ATTEMPTS = 8;
    static final int FIRST_ATTEMPTS = 3;
    static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private static final System.Logger LOG = System.getLogger(Child.class.getPackageName());
    private static final Duration POLL = Duration.ofMillis(40);
    private static final Duration LOG_CHECK = Duration.ofSeconds(15);
    private static final Duration GUARD_GRACE = Duration.ofSeconds(3);
    private static final String GUARD = guard();

    private final Server server;
    private final Path dataDirectory;
    private final Path pidFile;
    private final ServerLog log;
    private final ProgressListener listener;
    private volatile boolean wanted;
    private @Nullable Process process;
    private long logStart;

    Child(Server server, Path dataDirectory, ProgressListener listener) throws IOException {
        this.server = server;
        this.dataDirectory = dataDirectory;
        this.listener = listener;
        this.pidFile = Directories.create(dataDirectory.resolve("run")).resolve(server.name() + ".pid");
        this.log = ServerLog.of(dataDirectory, server.name());
    }

    /**
     * Starts the server and returns when it is ready.
     *
     * @throws StartFailedException if that does not happen in time, in {@value #FIRST_ATTEMPTS} attempts
     */
    void start() {
        wanted = true;
        watchInBackground(firstStart());
    }

    /** Like {@link #start}, but returns at once. Closing it meanwhile ends the attempt. */
    CompletableFuture<Void> startInBackground() {
        wanted = true;
        return Background.start(threadName(), this::firstStart).thenAccept(this::watchInBackground);
    }

    private void watchInBackground(Process started) {
        Thread thread = new Thread(() -> watch(started), threadName());
        thread.setDaemon(true);
        thread.start();
    }

    private String threadName() {
        return "hookgate-" + server.name();
    }

    /** More than once, as what an earlier process held may only just be being released. */
    private Process firstStart() {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                return launchAndAwait();
            } catch (StartFailedException e) {
                if (attempt == FIRST_ATTEMPTS || !wanted) {
                    wanted = false;
                    throw e;
                }
                LOG.log(System.Logger.Level.INFO, e.getMessage());
            }
            pause(pause);
            pause = pause.multipliedBy(2);
        }
    }

    /** The id of the server's process; empty while it is not running. */
    Optional<Long> pid() {
        return leftover().map(ProcessHandle::pid);
    }

    /** Ends the server at once, like {@code kill -9}, and leaves it so until {@link #start}. */
    synchronized void kill() {
        wanted = false;
        pid().flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
        awaitGuard(GUARD_GRACE);
    }

    @Override
    public void close() {
        wanted = false;
        stop();
    }

    private synchronized void stop() {
        if (process == null) {
            return;
        }
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The guard has gone already", e);
        }
        awaitGuard(server.grace().plus(GUARD_GRACE));
    }

    private void awaitGuard(Duration patience) {
        Process guard = process;
        process = null;
        if (guard == null) {
            return;
        }
        try {
            if (!guard.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                leftover().ifPresent(ProcessHandle::destroyForcibly);
                guard.destroyForcibly();
            }
        } catch (InterruptedException e) {
            leftover().ifPresent(ProcessHandle::destroyForcibly);
            guard.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void watch(Process started) {
        @Nullable Process running = started;
        while (running != null) {
            int status = awaitEnd(running);
            if (!wanted) {
                return;
            }
            String message = server.name() + " has ended with status " + status + "; starting it again";
            LOG.log(System.Logger.Level.WARNING, message);
            listener.progress(server.part(), Stage.DIED, message);
            running = startAgain();
        }
    }

    private int awaitEnd(Process running) {
        while (true) {
            try {
                if (running.waitFor(LOG_CHECK.toMillis(), TimeUnit.MILLISECONDS)) {
                    return running.exitValue();
                }
                log.rotate();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "Cannot shorten the log " + log.file(), e);
            } catch (InterruptedException e) {
                LOG.log(System.Logger.Level.DEBUG, "Nobody interrupts this thread", e);
            }
        }
    }

    private @Nullable Process startAgain() {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            pause(pause);
            if (!wanted) {
                return null;
            }
            try {
                Process running = launchAndAwait();
                listener.progress(server.part(), Stage.READY, server.name() + " is back");
                return running;
            } catch (StartFailedException e) {
                LOG.log(System.Logger.Level.WARNING, e.getMessage());
            }
            pause = pause.multipliedBy(2);
        }
        giveUp();
        return null;
    }

    private void giveUp() {
        if (wanted) {
            wanted = false;
            String message = server.name() + " could not be started " + ATTEMPTS
                    + " times in a row, and is given up; its log: " + log.file();
            LOG.log(System.Logger.Level.ERROR, message);
            listener.progress(server.part(), Stage.FAILED, message);
        }
    }

    private Process launchAndAwait() {
        try {
            Process launched = launch();
            awaitReadiness(launched);
            return launched;
        } catch (IOException e) {
            throw new StartFailedException(failure("cannot be started: " + e.getMessage()), e);
        }
    }

    private synchronized Process launch() throws IOException {
        if (!wanted) {
            throw new StartFailedException(server.name() + " is not wanted any more");
        }
        endLeftover();
        server.beforeStart();
        log.rotate();
        logStart = log.length();
        ProcessBuilder builder = new ProcessBuilder(guarded())
                .directory(dataDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.file().toFile()));
        builder.environment().keySet().removeIf(Child::isOurs);
        builder.environment().putAll(server.environment());
        Process launched = builder.start();
        process = launched;
        return launched;
    }

    /** Secrets of the application, and options for other programs, are nothing for its servers. */
    private static boolean isOurs(String variable) {
        return variable.startsWith("HOOKGATE_")
                || variable.startsWith("KC_")
                || variable.equals("JDK_JAVA_OPTIONS")
                || variable.equals("JAVA_TOOL_OPTIONS");
    }

    private List<String> guarded() {
        List<String> command = new ArrayList<>(Session.apart());
        command.addAll(List.of("/bin/sh", "-c", GUARD, "hookgate-guard"));
        command.add(pidFile.toString());
        command.add(Long.toString(server.grace().toSeconds()));
        command.add(server.stopSignal());
        command.addAll(server.command());
        return command;
    }

    private void awaitReadiness(Process launched) throws IOException {
        long deadline = System.nanoTime() + server.startDeadline().toNanos();
        while (!server.isReady()) {
            if (!launched.isAlive()) {
                throw new StartFailedException(failure("has ended with status " + launched.exitValue()));
            }
            if (!wanted || System.nanoTime() > deadline) {
                stop();
                throw new StartFailedException(
                        failure("was not ready after " + server.startDeadline().toSeconds() + " seconds"));
            }
            pause(POLL);
        }
    }

    private String failure(String what) {
        String trouble;
        try {
            trouble = log.trouble(logStart);
        } catch (IOException e) {
            trouble = "";
        }
        return server.part().title() + " (" + server.name() + ") " + what + (trouble.isEmpty() ? "" : ": " + trouble)
                + ". Its log: " + log.file();
    }

    private void endLeftover() throws IOException {
        Optional<ProcessHandle> leftover = leftover();
        if (leftover.isPresent()) {
            listener.progress(server.part(), Stage.PREPARING, "ending " + server.name() + " of an earlier run");
            end(leftover.get());
        }
        Files.deleteIfExists(pidFile);
    }

    /** Waits first: the guard has probably asked it to stop a moment ago. */
    private void end(ProcessHandle leftover) {
        try {
            leftover.onExit().get(server.grace().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            leftover.destroyForcibly();
            leftover.onExit().join();
        } catch (InterruptedException e) {
            leftover.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The process that the pid file names, if its command line shows that it is a server of this data directory. */
    private Optional<ProcessHandle> leftover() {
        try {
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isServer);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private boolean isServer(ProcessHandle handle) {
        String[] arguments = handle.info().arguments().orElse(new String[0]);
        return Stream.of(arguments).anyMatch(argument -> argument.contains(dataDirectory.toString()));
    }

    private static void pause(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailedException("Interrupted while starting", e);
        }
    }

    private static String guard() {
        try {
            return Resources.text("guard.sh");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a process gets a session of its own, so that Ctrl-C in the application's terminal does not reach it. */
    private static final class Session {
        private static final Map<String, List<String>> WAYS = Map.of(
                "/usr/bin/setsid",
                List.of("/usr/bin/setsid"),
                "/usr/bin/perl",
                List.of("/usr/bin/perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV"));

        static List<String> apart() {
            return Stream.of("/usr/bin/setsid", "/usr/bin/perl")
                    .filter(program -> Files.isExecutable(Path.of(program)))
                    .findFirst()
                    .map(WAYS::get)
                    .orElse(List.of());
        }
    }
}
