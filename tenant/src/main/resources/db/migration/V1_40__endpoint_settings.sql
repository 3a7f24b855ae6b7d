-- What endpoints can ask for beside a URL.
ALTER TABLE endpoint
    ADD COLUMN signatures             text   NOT NULL DEFAULT 'v1',
    ADD COLUMN signing_keys           bytea,
    ADD COLUMN authentication         bytea,
    ADD COLUMN tls                    bytea,
    ADD COLUMN concurrency            integer,
    ADD COLUMN connect_timeout_millis bigint NOT NULL DEFAULT 5000,
    ADD COLUMN circuit_breaker        text,
    ADD COLUMN disable_after_millis   bigint NOT NULL DEFAULT 432000000,
    ADD COLUMN state_reason           text;

-- Whether deliveries to public addresses may go without TLS.
ALTER TABLE tenant ADD COLUMN allow_http boolean NOT NULL DEFAULT false;
