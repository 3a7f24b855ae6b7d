-- The record of inbound requests, one partition a day.
CREATE TABLE inbound_request (
    tenant_id      uuid        NOT NULL,
    id             uuid        NOT NULL,
    source_id      uuid        NOT NULL,
    received_at    timestamptz NOT NULL,
    outcome        text        NOT NULL,
    cause          text,
    detail         text,
    method         text        NOT NULL,
    status         int         NOT NULL,
    body_bytes     int         NOT NULL,
    remote_address text        NOT NULL,
    events         int         NOT NULL
) PARTITION BY RANGE (received_at);

CREATE INDEX inbound_request_newest ON inbound_request (tenant_id, id DESC);
CREATE INDEX inbound_request_refused ON inbound_request (tenant_id, source_id, id DESC) WHERE outcome <> 'accepted';
