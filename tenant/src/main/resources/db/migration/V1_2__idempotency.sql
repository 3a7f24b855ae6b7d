-- Answers to requests with an Idempotency-Key. tenant_id is the nil UUID where the path names no tenant.
CREATE TABLE idempotent_request (
    tenant_id    uuid        NOT NULL,
    caller       text        NOT NULL,
    key          text        NOT NULL,
    request_hash bytea       NOT NULL,
    claimed_at   timestamptz NOT NULL,
    -- Null while the request is under way.
    status       integer,
    location     text,
    -- Encrypted: an answer may hold a secret that is shown once.
    response     bytea,
    PRIMARY KEY (tenant_id, caller, key)
);

CREATE INDEX idempotent_request_by_age ON idempotent_request (claimed_at);
