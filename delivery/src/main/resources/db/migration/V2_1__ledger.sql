-- The ledger: events, deliveries and their attempts.
--
-- Identifiers are UUIDv7, so a range of identifiers is a range of time: the big tables have one partition a day by
-- identifier, and a look-up by identifier touches one partition.
--
-- A delivery that is not at its end is a row of open_delivery, which stays small and hot; at its end the row moves to
-- ended_delivery, which is only ever appended to. The attempt that ended a delivery is part of that row; those before
-- it are rows of attempt.

-- The smallest UUIDv7 of a moment.
CREATE FUNCTION ledger_bound(moment timestamptz) RETURNS uuid
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (lpad(to_hex(floor(extract(EPOCH FROM moment) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid;

-- Arrival order: within one ordering key it follows the order in which ingress took the events in.
CREATE SEQUENCE event_sequence;

CREATE TABLE event (
    tenant_id      uuid        NOT NULL,
    id             uuid        NOT NULL,
    sequence       bigint      NOT NULL DEFAULT nextval('event_sequence'),
    source_id      uuid        NOT NULL,
    received_at    timestamptz NOT NULL,
    occurred_at    timestamptz,
    cloud_event_id text        NOT NULL,
    type           text        NOT NULL,
    source         text        NOT NULL,
    subject        text,
    ordering_key   text        NOT NULL,
    deliveries     uuid[]      NOT NULL,
    duplicates     int         NOT NULL DEFAULT 0,
    payload        bytea       NOT NULL,
    PRIMARY KEY (tenant_id, id)
) PARTITION BY RANGE (id);

-- Attributes may be long; an index on the hash stays small.
CREATE INDEX event_by_type ON event (tenant_id, hashtextextended(type, 0), id);
CREATE INDEX event_by_source ON event (tenant_id, hashtextextended(source, 0), id);
CREATE INDEX event_by_source_id ON event (tenant_id, source_id, id);
CREATE INDEX event_by_subject ON event (tenant_id, hashtextextended(subject, 0), id) WHERE subject IS NOT NULL;
CREATE INDEX event_unmatched ON event (tenant_id, id) WHERE deliveries = '{}';
CREATE TABLE event_default PARTITION OF event DEFAULT;

-- What makes a provider's second sending of an event recognisable: the hash of (source, CloudEvents source, CloudEvents
-- id), and which event had it first.
CREATE TABLE event_key (
    key      uuid NOT NULL PRIMARY KEY,
    event_id uuid NOT NULL
);
CREATE INDEX event_key_by_age ON event_key (event_id);

-- state: 0 waits until due_at; 1 is parked until its endpoint has room; 2 is leased by node_id, which works on it.
CREATE TABLE open_delivery (
    tenant_id       uuid        NOT NULL,
    id              uuid        NOT NULL,
    event_id        uuid        NOT NULL,
    subscription_id uuid,
    endpoint_id     uuid        NOT NULL,
    state           smallint    NOT NULL,
    attempts        smallint    NOT NULL DEFAULT 0,
    round_start     smallint    NOT NULL DEFAULT 0,
    due_at          timestamptz NOT NULL,
    node_id         uuid,
    PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 10000,
    autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0.1, autovacuum_analyze_threshold = 10000);

-- Only the last of these costs anything on the way of a delivery that succeeds at once.
CREATE INDEX open_delivery_due ON open_delivery (due_at) WHERE state = 0;
CREATE INDEX open_delivery_parked ON open_delivery (tenant_id, endpoint_id, id) WHERE state = 1;
CREATE INDEX open_delivery_waiting_by_endpoint ON open_delivery (tenant_id, endpoint_id, id) WHERE state < 2;
CREATE INDEX open_delivery_waiting_by_subscription ON open_delivery (tenant_id, subscription_id, id) WHERE state < 2;
CREATE INDEX open_delivery_pending ON open_delivery (tenant_id, id) WHERE state < 2 AND attempts = 0;
CREATE INDEX open_delivery_retrying ON open_delivery (tenant_id, id) WHERE state < 2 AND attempts > 0;
CREATE INDEX open_delivery_leased ON open_delivery (node_id) WHERE state = 2;

-- status: 0 delivered, 1 dead, 2 cancelled. last_… is the attempt that ended it, absent where none did.
CREATE TABLE ended_delivery (
    tenant_id        uuid        NOT NULL,
    id               uuid        NOT NULL,
    event_id         uuid        NOT NULL,
    subscription_id  uuid,
    endpoint_id      uuid        NOT NULL,
    status           smallint    NOT NULL,
    cause            text,
    ended_at         timestamptz NOT NULL,
    attempts         smallint    NOT NULL,
    last_started_at  timestamptz,
    last_duration_ms int,
    last_status_code smallint,
    last_error       text,
    last_headers     text,
    last_body        bytea,
    PRIMARY KEY (tenant_id, id)
) PARTITION BY RANGE (id);

CREATE INDEX ended_delivery_delivered_by_endpoint ON ended_delivery (tenant_id, endpoint_id, id) WHERE status = 0;
CREATE INDEX ended_delivery_delivered_by_subscription ON ended_delivery (tenant_id, subscription_id, id)
    WHERE status = 0;
CREATE INDEX ended_delivery_failed ON ended_delivery (tenant_id, status, id) WHERE status > 0;
CREATE INDEX ended_delivery_failed_by_endpoint ON ended_delivery (tenant_id, endpoint_id, status, id)
    WHERE status > 0;
CREATE INDEX ended_delivery_failed_by_subscription ON ended_delivery (tenant_id, subscription_id, status, id)
    WHERE status > 0;
CREATE TABLE ended_delivery_default PARTITION OF ended_delivery DEFAULT;

CREATE TABLE attempt (
    tenant_id   uuid        NOT NULL,
    delivery_id uuid        NOT NULL,
    number      smallint    NOT NULL,
    started_at  timestamptz NOT NULL,
    duration_ms int         NOT NULL,
    status_code smallint,
    error       text,
    headers     text,
    body        bytea,
    PRIMARY KEY (tenant_id, delivery_id, number)
) PARTITION BY RANGE (delivery_id);
CREATE TABLE attempt_default PARTITION OF attempt DEFAULT;

-- Records of the bus that are no events; an operator must look at them.
CREATE TABLE undecodable_record (
    id          uuid        NOT NULL PRIMARY KEY,
    received_at timestamptz NOT NULL,
    reason      text        NOT NULL,
    record      bytea       NOT NULL
);

-- The nodes that dispatch; the leases of a node that has not renewed its row are void.
CREATE TABLE ledger_node (
    id         uuid        NOT NULL PRIMARY KEY,
    expires_at timestamptz NOT NULL
);

-- Makes the partition of one day, taking over what has already landed in the default partition.
CREATE FUNCTION create_ledger_partition(parent text, key text, day date) RETURNS void
    LANGUAGE plpgsql AS
$$
DECLARE
    part  text := parent || '_' || to_char(day, 'YYYYMMDD');
    low   uuid := ledger_bound(day::timestamp AT TIME ZONE 'UTC');
    high  uuid := ledger_bound((day + 1)::timestamp AT TIME ZONE 'UTC');
BEGIN
    IF to_regclass(part) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING STORAGE)', part, parent);
    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', parent || '_default');
    EXECUTE format('WITH moved AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
        parent || '_default', key, low, key, high, part);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, part, low, high);
END
$$;

-- Makes the partitions of the days, the last one included, that are not there yet. One node at a time.
CREATE FUNCTION create_ledger_partitions(first_day date, last_day date) RETURNS void
    LANGUAGE plpgsql AS
$$
DECLARE
    day date := first_day;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('hookgate.ledger.partitions', 0));
    WHILE day <= last_day LOOP
        PERFORM create_ledger_partition('event', 'id', day);
        PERFORM create_ledger_partition('ended_delivery', 'id', day);
        PERFORM create_ledger_partition('attempt', 'delivery_id', day);
        day := day + 1;
    END LOOP;
END
$$;

-- Forgets everything that began before the day; says how many partitions were dropped. One node at a time.
CREATE FUNCTION drop_ledger_partitions(first_kept_day date) RETURNS int
    LANGUAGE plpgsql AS
$$
DECLARE
    part    text;
    bound   uuid := ledger_bound(first_kept_day::timestamp AT TIME ZONE 'UTC');
    dropped int  := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('hookgate.ledger.partitions', 0));
    PERFORM set_config('lock_timeout', '5s', true);
    FOR part IN
        SELECT child.relname
        FROM pg_inherits
        JOIN pg_class child ON child.oid = inhrelid
        WHERE inhparent IN ('event'::regclass, 'ended_delivery'::regclass, 'attempt'::regclass)
            AND child.relname ~ '_[0-9]{8}$'
            AND right(child.relname, 8) < to_char(first_kept_day, 'YYYYMMDD')
    LOOP
        EXECUTE format('DROP TABLE %I', part);
        dropped := dropped + 1;
    END LOOP;
    DELETE FROM event_default WHERE received_at < first_kept_day::timestamp AT TIME ZONE 'UTC';
    DELETE FROM ended_delivery_default WHERE ended_at < first_kept_day::timestamp AT TIME ZONE 'UTC';
    DELETE FROM attempt_default WHERE started_at < first_kept_day::timestamp AT TIME ZONE 'UTC';
    DELETE FROM open_delivery WHERE id < bound AND state < 2;
    DELETE FROM undecodable_record WHERE id < bound;
    RETURN dropped;
END
$$;

SELECT create_ledger_partitions((now() AT TIME ZONE 'UTC')::date - 1, (now() AT TIME ZONE 'UTC')::date + 7);
