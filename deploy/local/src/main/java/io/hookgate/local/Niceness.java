package io.hookgate.local;

import java.util.List;

/** Gives way to everything else, by a third: with less it takes minutes on a busy machine, and runs into its own timeouts. */
final class Niceness {
    /**
     * Stands before a command. What has been started with a low priority already keeps that. Where Linux shares the
     * processor out by session, that needs a word of its own.
     */
    static final List<String> PREFIX = List.of("/bin/sh", "-c", """
        [ "$(nice 2>/dev/null || echo 0)" = 0 ] || exec "$@"
        { echo 5 >/proc/self/autogroup; } 2>/dev/null
        exec nice -n 5 "$@"
        """, "hookgate-nice");

    private Niceness() {}
}
