package io.hookgate.local;

/** A server was stopped before it was ready, because somebody wanted it so. */
final class StartStoppedException extends StartFailedException {
    private static final long serialVersionUID = 1;

    StartStoppedException(String server) {
        super(server + " was stopped before it was ready");
    }
}
