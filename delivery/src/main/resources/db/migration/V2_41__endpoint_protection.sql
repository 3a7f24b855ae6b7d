-- The token bucket of each endpoint that has a rate limit: the moment at which it will be empty. Losing it loses nothing but
-- a second's worth of tokens.
CREATE UNLOGGED TABLE endpoint_rate (
    tenant_id   uuid        NOT NULL,
    endpoint_id uuid        NOT NULL,
    next_at     timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, endpoint_id)
) WITH (fillfactor = 50);

-- Circuit breakers that are not closed, each with the node that has it.
CREATE TABLE endpoint_breaker (
    tenant_id   uuid        NOT NULL,
    endpoint_id uuid        NOT NULL,
    node_id     uuid        NOT NULL,
    state       text        NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, endpoint_id, node_id)
);

-- How endpoints fare: what health is judged by. failing_since: the first failure since the last success; warned_at: when its
-- owner was told, taken back when it has recovered.
CREATE TABLE endpoint_health (
    tenant_id       uuid        NOT NULL,
    endpoint_id     uuid        NOT NULL,
    last_success_at timestamptz,
    last_failure_at timestamptz,
    last_error      text,
    failing_since   timestamptz,
    warned_at       timestamptz,
    PRIMARY KEY (tenant_id, endpoint_id)
) WITH (fillfactor = 70);
