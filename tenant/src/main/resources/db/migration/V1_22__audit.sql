-- Who has changed what. Written by the database itself, in the transaction of the change; nobody changes or deletes it.
CREATE TABLE audit_entry (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- No reference: entries outlive the tenant.
    tenant_id   uuid        NOT NULL,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor       text        NOT NULL,
    actor_name  text,
    address     text,
    action      text        NOT NULL,
    object_type text        NOT NULL,
    object_id   text        NOT NULL,
    before      jsonb,
    after       jsonb
);

CREATE INDEX audit_entry_by_tenant ON audit_entry (tenant_id, id);
CREATE INDEX audit_entry_by_object ON audit_entry (tenant_id, object_id, id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_as_a_whole BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Secrets are stored in columns of type bytea, encrypted or hashed, and in no others: these are masked. Of an update only
-- what differs is kept.
CREATE FUNCTION audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_row jsonb;
    new_row jsonb;
    any_row jsonb;
    secret  text;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        old_row := to_jsonb(OLD) - 'revision';
    END IF;
    IF TG_OP <> 'DELETE' THEN
        new_row := to_jsonb(NEW) - 'revision';
    END IF;
    any_row := coalesce(new_row, old_row);
    FOR secret IN
        SELECT attname FROM pg_attribute
        WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped AND atttypid = 'bytea'::regtype
    LOOP
        IF TG_OP = 'UPDATE' AND old_row -> secret IS DISTINCT FROM new_row -> secret THEN
            new_row := jsonb_set(new_row, ARRAY[secret], '"*** (written)"');
        ELSIF new_row IS NOT NULL THEN
            new_row := jsonb_set(new_row, ARRAY[secret], '"***"');
        END IF;
        IF old_row IS NOT NULL THEN
            old_row := jsonb_set(old_row, ARRAY[secret], '"***"');
        END IF;
    END LOOP;
    IF TG_OP = 'UPDATE' THEN
        SELECT coalesce(jsonb_object_agg(o.key, o.value), '{}'), coalesce(jsonb_object_agg(n.key, n.value), '{}')
        INTO old_row, new_row
        FROM jsonb_each(old_row) AS o JOIN jsonb_each(new_row) AS n USING (key)
        WHERE o.value IS DISTINCT FROM n.value;
    END IF;
    INSERT INTO audit_entry (tenant_id, actor, actor_name, address, action, object_type, object_id, before, after)
    VALUES (
        (any_row ->> 'tenant_id')::uuid,
        coalesce(nullif(current_setting('hookgate.actor', true), ''), 'system'),
        nullif(current_setting('hookgate.actor_name', true), ''),
        nullif(current_setting('hookgate.address', true), ''),
        CASE TG_OP WHEN 'INSERT' THEN 'create' WHEN 'UPDATE' THEN 'update' ELSE 'delete' END,
        replace(TG_TABLE_NAME, '_', '-'),
        coalesce(any_row ->> 'id', any_row ->> 'tenant_id'),
        old_row,
        new_row);
    RETURN NULL;
END
$$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['tenant', 'application', 'member', 'api_key', 'source', 'endpoint', 'subscription'] LOOP
        EXECUTE format('CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON %I
            FOR EACH ROW EXECUTE FUNCTION audit_change()', name);
    END LOOP;
END
$$;
