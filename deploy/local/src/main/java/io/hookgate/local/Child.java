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
 * <p>A server that ends by itself is started again after a pause, and after one twice as long each time that it does not
 * become ready. After too many such failures in a row it is given up.
 */
final class Child implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Child.class.getPackageName());
    private static final Duration POLL = Duration.ofMillis(40);
    private static final Duration LOG_CHECK = Duration.ofSeconds(15);
    private static final Duration GUARD_GRACE = Duration.ofSeconds(3);
    private static final String GUARD = guard();

    private final Server server;
    private final Path dataDirectory;
    private final Path pidFile;
    private final ServerLog log;
    private final Patience patience;
    private final ProgressListener listener;
    private volatile Run run = Run.NONE;
    private @Nullable Process process;
    private long logStart;

    /**
     * How often a start is tried.
     *
     * @param attempts to start a server again that has ended by itself
     * @param firstAttempts to start it when that is asked for
     * @param pause before the first repetition; doubled after each
     */
    record Patience(int attempts, int firstAttempts, Duration pause) {
        static final Patience DEFAULT = new Patience(8, 3, Duration.ofMillis(200));
    }

    Child(Server server, Path dataDirectory, ProgressListener listener) throws IOException {
        this(server, dataDirectory, listener, Patience.DEFAULT);
    }

    Child(Server server, Path dataDirectory, ProgressListener listener, Patience patience) throws IOException {
        this.patience = patience;
        this.server = server;
        this.dataDirectory = dataDirectory;
        this.listener = listener;
        this.pidFile = Directories.create(dataDirectory.resolve("run")).resolve(server.name() + ".pid");
        this.log = ServerLog.of(dataDirectory, server.name());
    }

    /**
     * Starts the server and returns when it is ready.
     *
     * @throws StartFailedException if that does not happen in time, in several attempts
     */
    void start() {
        Run begun = begin();
        watchInBackground(begun, firstStart(begun));
    }

    /** Like {@link #start}, but returns at once. Closing it meanwhile ends the attempt. */
    CompletableFuture<Void> startInBackground() {
        Run begun = begin();
        return Background.start(threadName(), () -> firstStart(begun))
                .thenAccept(started -> watchInBackground(begun, started));
    }

    private synchronized Run begin() {
        run.wanted = false;
        run = new Run(true);
        return run;
    }

    private void watchInBackground(Run begun, Process started) {
        Thread thread = new Thread(() -> watch(begun, started), threadName());
        thread.setDaemon(true);
        thread.start();
    }

    private String threadName() {
        return "hookgate-" + server.name();
    }

    /** More than once, as what an earlier process held may only just be being released. */
    private Process firstStart(Run begun) {
        Duration pause = patience.pause();
        for (int attempt = 1; ; attempt++) {
            try {
                return launchAndAwait(begun);
            } catch (StartFailedException e) {
                if (attempt == patience.firstAttempts() || !begun.wanted) {
                    begun.wanted = false;
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
        run.wanted = false;
        pid().flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
        awaitGuard(GUARD_GRACE);
    }

    @Override
    public void close() {
        run.wanted = false;
        stop();
    }

    private synchronized void stop(Process launched) {
        if (process == launched) {
            stop();
        }
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

    private void watch(Run begun, Process started) {
        @Nullable Process running = started;
        while (running != null) {
            int status = awaitEnd(running);
            if (!begun.wanted) {
                return;
            }
            String message = server.name() + " has ended with status " + status + "; starting it again";
            LOG.log(System.Logger.Level.WARNING, message);
            listener.progress(server.part(), Stage.DIED, message);
            running = startAgain(begun);
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

    private @Nullable Process startAgain(Run begun) {
        Duration pause = patience.pause();
        for (int attempt = 1; attempt <= patience.attempts(); attempt++) {
            pause(pause);
            if (!begun.wanted) {
                return null;
            }
            try {
                Process running = launchAndAwait(begun);
                listener.progress(server.part(), Stage.READY, server.name() + " is back");
                return running;
            } catch (StartFailedException e) {
                LOG.log(System.Logger.Level.WARNING, e.getMessage());
            }
            pause = pause.multipliedBy(2);
        }
        giveUp(begun);
        return null;
    }

    private void giveUp(Run begun) {
        if (begun.wanted) {
            begun.wanted = false;
            String message = server.name() + " could not be started " + patience.attempts()
                    + " times in a row, and is given up; its log: " + log.file();
            LOG.log(System.Logger.Level.ERROR, message);
            listener.progress(server.part(), Stage.FAILED, message);
        }
    }

    private Process launchAndAwait(Run begun) {
        try {
            Process launched = launch(begun);
            awaitReadiness(begun, launched);
            return launched;
        } catch (IOException e) {
            throw new StartFailedException(failure("cannot be started: " + e.getMessage()), e);
        }
    }

    private synchronized Process launch(Run begun) throws IOException {
        if (!begun.wanted) {
            throw new StartStoppedException(server.name());
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

    private void awaitReadiness(Run begun, Process launched) throws IOException {
        long deadline = System.nanoTime() + server.startDeadline().toNanos();
        while (!server.isReady()) {
            if (!begun.wanted) {
                stop(launched);
                throw new StartStoppedException(server.name());
            }
            if (!launched.isAlive()) {
                throw new StartFailedException(failure("has ended with status " + launched.exitValue()));
            }
            if (System.nanoTime() > deadline) {
                stop(launched);
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

    /**
     * From one {@link #start} to what ends it. Whoever acts for a run asks that one whether it is wanted: the server may
     * have been killed and started again meanwhile, and is another one's then.
     */
    private static final class Run {
        static final Run NONE = new Run(false);

        volatile boolean wanted;

        Run(boolean wanted) {
            this.wanted = wanted;
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
