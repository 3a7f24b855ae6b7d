package io.hookgate.local;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a {@link Child} has to know of the server that it runs. */
interface Server {
    /** The part that it belongs to. */
    Part part();

    /** Names its log and its pid file. */
    String name();

    /** The command; the data directory's path has to occur in it, as that is how a left-over process is recognised. */
    List<String> command();

    /** Variables beside the inherited ones. */
    Map<String, String> environment();

    /** Removes what a process that was killed has left behind. Called before each start, when no process is running. */
    void beforeStart() throws IOException;

    /** Asks the server, or what it has written, whether it works. */
    boolean isReady() throws IOException;

    /** How long a start may take. */
    Duration startDeadline();

    /** The signal on which it stops in order, without {@code SIG}. */
    String stopSignal();

    /** How long it may take to stop in order. */
    Duration grace();
}
