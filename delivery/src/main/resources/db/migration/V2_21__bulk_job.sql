-- Bulk work on the ledger: a job does a slice at a time, in a transaction that also records how far it has come. So any node
-- may do the next slice, and none is done twice.
CREATE TABLE bulk_job (
    tenant_id       uuid        NOT NULL,
    id              uuid        NOT NULL,
    kind            text        NOT NULL,
    -- What it works on, as JSON.
    scope           text        NOT NULL,
    status          text        NOT NULL,
    rate_per_second int         NOT NULL,
    -- How much there was to do when it began, and how much of it has been looked at.
    total           bigint,
    processed       bigint      NOT NULL DEFAULT 0,
    -- How many deliveries it has made due.
    opened          bigint      NOT NULL DEFAULT 0,
    phase           int         NOT NULL DEFAULT 0,
    position        uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    failures        int         NOT NULL DEFAULT 0,
    next_slice_at   timestamptz NOT NULL,
    created_at      timestamptz NOT NULL,
    started_at      timestamptz,
    finished_at     timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX bulk_job_unfinished ON bulk_job (next_slice_at) WHERE finished_at IS NULL;
CREATE INDEX bulk_job_unfinished_by_tenant ON bulk_job (tenant_id) WHERE finished_at IS NULL;

-- Deliveries that a job has opened wait behind all others of their endpoint, and a job opens no more than a few at a time.
ALTER TABLE open_delivery ADD COLUMN job_id uuid;
DROP INDEX open_delivery_parked;
CREATE INDEX open_delivery_parked ON open_delivery (tenant_id, endpoint_id, (job_id IS NOT NULL), id) WHERE state = 1;
CREATE INDEX open_delivery_waiting_by_job ON open_delivery (job_id) WHERE job_id IS NOT NULL AND state IN (-1, 1);

-- Dead letters are looked for by their cause.
CREATE INDEX ended_delivery_by_cause ON ended_delivery (tenant_id, cause, id) WHERE status > 0;
