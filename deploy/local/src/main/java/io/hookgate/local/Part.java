package io.hookgate.local;

/** A server that the application can bring along. */
public enum Part {
    /** The database. */
    POSTGRES("PostgreSQL"),
    /** The message broker with its name server. */
    ROCKETMQ("RocketMQ"),
    /** The OpenID Connect provider, for sign-in. */
    KEYCLOAK("Keycloak");

    private final String title;

    Part(String title) {
        this.title = title;
    }

    /** The name that people know it by. */
    public String title() {
        return title;
    }
}
