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
CREATE TABLE inbound_request_default PARTITION OF inbound_request DEFAULT;

-- Makes the partitions of the days that are not there yet, and drops those of the days before the first one that is kept.
-- One node at a time.
CREATE FUNCTION roll_inbound_request(first_kept_day date, last_day date) RETURNS void
    LANGUAGE plpgsql AS
$$
DECLARE
    part text;
    day  date := (now() AT TIME ZONE 'UTC')::date;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('hookgate.inbound_request.partitions', 0));
    PERFORM set_config('lock_timeout', '5s', true);
    WHILE day <= last_day LOOP
        part := 'inbound_request_' || to_char(day, 'YYYYMMDD');
        IF to_regclass(part) IS NULL THEN
            EXECUTE format('CREATE TABLE %I (LIKE inbound_request INCLUDING DEFAULTS)', part);
            LOCK TABLE inbound_request_default IN ACCESS EXCLUSIVE MODE;
            EXECUTE format(
                'WITH moved AS (DELETE FROM inbound_request_default WHERE received_at >= %L AND received_at < %L '
                'RETURNING *) INSERT INTO %I SELECT * FROM moved',
                day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC', part);
            EXECUTE format('ALTER TABLE inbound_request ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                part, day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
        END IF;
        day := day + 1;
    END LOOP;
    FOR part IN
        SELECT child.relname
        FROM pg_inherits
        JOIN pg_class child ON child.oid = inhrelid
        WHERE inhparent = 'inbound_request'::regclass
            AND child.relname ~ '_[0-9]{8}$'
            AND right(child.relname, 8) < to_char(first_kept_day, 'YYYYMMDD')
    LOOP
        EXECUTE format('DROP TABLE %I', part);
    END LOOP;
    DELETE FROM inbound_request_default WHERE received_at < first_kept_day::timestamp AT TIME ZONE 'UTC';
END
$$;

SELECT roll_inbound_request((now() AT TIME ZONE 'UTC')::date - 30, (now() AT TIME ZONE 'UTC')::date + 3);
