package io.hookgate.local;

/** Is told how the servers are getting on. Called from several threads; must return soon. */
@FunctionalInterface
public interface ProgressListener {
    /** Hears nothing. */
    ProgressListener SILENT = (part, stage, detail) -> {};

    /** How far a server has got. */
    enum Stage {
        /** Something is done once, before the first start: unpacking, creating a database. */
        PREPARING,
        /** Its processes are being started. */
        STARTING,
        /** It has answered a real request. */
        READY,
        /** One of its processes has ended by itself, and will be started again. */
        DIED,
        /** It could not be started, and will not be tried again. */
        FAILED
    }

    /**
     * Called at each step.
     *
     * @param detail one line for people; empty if there is nothing to add
     */
    void progress(Part part, Stage stage, String detail);
}
