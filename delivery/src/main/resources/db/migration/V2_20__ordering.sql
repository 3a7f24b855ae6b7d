-- Ordered deliveries. Those of one subscription with the same ordering key stand in a line; one of them at a time, the
-- head, waits for its time, is parked or leased, and all others are blocked: state -1. The rules are kept by triggers, so
-- whoever adds or removes a delivery, for whatever reason, keeps the order.
--
-- line: the hash of the subscription and the ordering key; null for a delivery that has no order.
-- place: where in its line it stands. A delivery that is opened again takes its old place.
ALTER TABLE open_delivery
    ADD COLUMN line       uuid,
    ADD COLUMN place      bigint,
    ADD COLUMN head_since timestamptz;
ALTER TABLE ended_delivery
    ADD COLUMN line  uuid,
    ADD COLUMN place bigint;
CREATE SEQUENCE line_place;

-- There cannot be two heads.
CREATE UNIQUE INDEX open_delivery_head ON open_delivery (tenant_id, subscription_id, line)
    WHERE line IS NOT NULL AND state <> -1;
CREATE INDEX open_delivery_blocked ON open_delivery (tenant_id, subscription_id, line, place, id) WHERE state = -1;

-- Lines that a dead delivery holds up until somebody decides about it.
CREATE TABLE held_line (
    tenant_id       uuid        NOT NULL,
    subscription_id uuid        NOT NULL,
    line            uuid        NOT NULL,
    delivery_id     uuid        NOT NULL,
    held_at         timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, subscription_id, line)
);
CREATE INDEX held_line_by_delivery ON held_line (tenant_id, delivery_id);

-- Waits until nobody else changes who is in these lines, and keeps others waiting until the end of the transaction. Always
-- in the same order, so that nobody waits in a circle; by slots, so that the server's table of locks stays small.
CREATE FUNCTION lock_lines(lines uuid[]) RETURNS void
    LANGUAGE plpgsql AS
$$
DECLARE
    slot int;
BEGIN
    FOR slot IN
        SELECT DISTINCT (uuid_hash_extended(line, 0) & 1023)::int AS s
        FROM unnest(lines) AS line WHERE line IS NOT NULL ORDER BY s
    LOOP
        PERFORM pg_advisory_xact_lock(1215261541, slot);
    END LOOP;
END
$$;

CREATE FUNCTION enter_line() RETURNS trigger
    LANGUAGE plpgsql AS
$$
DECLARE
    was_holder boolean;
BEGIN
    PERFORM lock_lines(ARRAY[NEW.line]);
    NEW.place := coalesce(NEW.place, nextval('line_place'));
    DELETE FROM held_line
    WHERE tenant_id = NEW.tenant_id AND subscription_id = NEW.subscription_id AND line = NEW.line
        AND delivery_id = NEW.id;
    was_holder := FOUND;
    IF EXISTS (
            SELECT FROM open_delivery
            WHERE tenant_id = NEW.tenant_id AND subscription_id = NEW.subscription_id AND line = NEW.line AND state <> -1)
        OR (NOT was_holder AND (
            EXISTS (
                SELECT FROM open_delivery
                WHERE tenant_id = NEW.tenant_id AND subscription_id = NEW.subscription_id AND line = NEW.line
                    AND state = -1)
            OR EXISTS (
                SELECT FROM held_line
                WHERE tenant_id = NEW.tenant_id AND subscription_id = NEW.subscription_id AND line = NEW.line)))
    THEN
        NEW.state := -1;
        NEW.node_id := NULL;
        NEW.head_since := NULL;
    ELSE
        NEW.head_since := clock_timestamp();
    END IF;
    RETURN NEW;
END
$$;

-- Makes the next one in a line its head, unless there is one, or the line is held. The head is parked, so that it is taken
-- as soon as its endpoint has room.
CREATE FUNCTION advance_line(tenant uuid, subscription uuid, advanced uuid) RETURNS void
    LANGUAGE plpgsql AS
$$
DECLARE
    next_id uuid;
BEGIN
    PERFORM lock_lines(ARRAY[advanced]);
    IF EXISTS (
            SELECT FROM held_line WHERE tenant_id = tenant AND subscription_id = subscription AND line = advanced)
        OR EXISTS (
            SELECT FROM open_delivery
            WHERE tenant_id = tenant AND subscription_id = subscription AND line = advanced AND state <> -1)
    THEN
        RETURN;
    END IF;
    LOOP
        SELECT id INTO next_id FROM open_delivery
        WHERE tenant_id = tenant AND subscription_id = subscription AND line = advanced AND state = -1
        ORDER BY place, id LIMIT 1;
        EXIT WHEN next_id IS NULL;
        -- The maximum age of a retry policy counts from now: it has not been its fault that it waited.
        UPDATE open_delivery
        SET state = 1, head_since = clock_timestamp(), due_at = clock_timestamp(), opened_at = clock_timestamp()
        WHERE tenant_id = tenant AND id = next_id AND state = -1;
        -- It may have been removed meanwhile.
        EXIT WHEN FOUND;
    END LOOP;
END
$$;

CREATE FUNCTION leave_line() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM advance_line(OLD.tenant_id, OLD.subscription_id, OLD.line);
    RETURN NULL;
END
$$;

CREATE TRIGGER enter_line BEFORE INSERT ON open_delivery
    FOR EACH ROW WHEN (NEW.line IS NOT NULL) EXECUTE FUNCTION enter_line();
CREATE TRIGGER leave_line AFTER DELETE ON open_delivery
    FOR EACH ROW WHEN (OLD.line IS NOT NULL AND OLD.state <> -1) EXECUTE FUNCTION leave_line();
