-- What is left of a deleted tenant is erased bit by bit, whatever table it is in. The audit log stays.
CREATE TABLE tenant_erasure (
    erased_tenant uuid        PRIMARY KEY,
    deleted_at    timestamptz NOT NULL,
    rows_erased   bigint      NOT NULL DEFAULT 0,
    look_again_at timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION begin_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tenant_erasure (erased_tenant, deleted_at) VALUES (OLD.tenant_id, now()) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

CREATE TRIGGER begin_erasure AFTER DELETE ON tenant FOR EACH ROW EXECUTE FUNCTION begin_erasure();

-- Erases up to some rows of each table that has a column tenant_id, and says how many there were.
CREATE FUNCTION erase_some(tenant uuid, most integer) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    place  regclass;
    erased bigint;
    total  bigint := 0;
BEGIN
    FOR place IN
        SELECT c.oid::regclass FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE a.attname = 'tenant_id' AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            AND c.relnamespace = current_schema()::regnamespace AND c.relname NOT IN ('audit_entry', 'tenant')
    LOOP
        EXECUTE format('DELETE FROM %1$s WHERE tenant_id = $1 AND (tableoid, ctid) IN
            (SELECT tableoid, ctid FROM %1$s WHERE tenant_id = $1 LIMIT $2)', place) USING tenant, most;
        GET DIAGNOSTICS erased = ROW_COUNT;
        total := total + erased;
    END LOOP;
    RETURN total;
END
$$;
