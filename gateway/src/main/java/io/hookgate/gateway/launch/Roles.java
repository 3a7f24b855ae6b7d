package io.hookgate.gateway.launch;

import java.util.List;

/** What one process can do, as {@code HOOKGATE_ROLES} names it. */
final class Roles {
    static final String INGEST = "ingest";
    static final String DELIVER = "deliver";
    static final String MANAGE = "manage";
    static final List<String> ALL = List.of(INGEST, DELIVER, MANAGE);

    private Roles() {}
}
