-- The control plane. Every key begins with the tenant, so that no query can leave it out and still be fast.

-- Grows with every stored change; whoever holds a copy of a row can tell by it whether the row has changed since.
CREATE SEQUENCE configuration_revision;

CREATE TABLE tenant (
    tenant_id  uuid        PRIMARY KEY,
    slug       text        NOT NULL UNIQUE,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    revision   bigint      NOT NULL
);

CREATE TABLE api_key (
    tenant_id  uuid        NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id         uuid        NOT NULL,
    name       text        NOT NULL,
    role       text        NOT NULL,
    -- SHA-256; the key itself is random and long enough that a slow hash would add nothing.
    hash       bytea       NOT NULL,
    created_at timestamptz NOT NULL,
    revision   bigint      NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

-- Apart from api_key so that using a key is no change of configuration.
CREATE TABLE api_key_use (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, id) REFERENCES api_key ON DELETE CASCADE
);

CREATE TABLE source (
    tenant_id   uuid        NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id          uuid        NOT NULL,
    name        text        NOT NULL,
    adapter     text        NOT NULL,
    preset      text,
    enabled     boolean     NOT NULL,
    -- Text, not jsonb: what a user wrote is given back as it was.
    settings    text        NOT NULL,
    secrets     bytea       NOT NULL,
    ingress_key bytea       NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    revision    bigint      NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE endpoint (
    tenant_id       uuid        NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id              uuid        NOT NULL,
    name            text        NOT NULL,
    url             text        NOT NULL,
    state           text        NOT NULL,
    headers         bytea       NOT NULL,
    rate_limit      integer,
    timeout_millis  bigint      NOT NULL,
    retry_policy    text        NOT NULL,
    payload         text        NOT NULL,
    signing_secrets bytea       NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    revision        bigint      NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE subscription (
    tenant_id      uuid        NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id             uuid        NOT NULL,
    name           text        NOT NULL,
    endpoint_id    uuid        NOT NULL,
    -- Text: jsonb would write numbers in another way, and literals are compared as they were written.
    pattern        text        NOT NULL,
    transformation text,
    ordered        boolean     NOT NULL,
    enabled        boolean     NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    revision       bigint      NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, endpoint_id) REFERENCES endpoint
);

CREATE INDEX subscription_by_endpoint ON subscription (tenant_id, endpoint_id);

CREATE FUNCTION stamp_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := nextval('configuration_revision');
    RETURN NEW;
END
$$;

-- Tells every node which rows of a table have changed: 'table tenant id', or 'table tenant *' for a great many.
CREATE FUNCTION announce_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM (SELECT 1 FROM changed LIMIT 101) AS first_changes) > 100 THEN
        PERFORM pg_notify('hookgate_configuration', TG_TABLE_NAME || ' ' || tenant_id || ' *')
        FROM (SELECT DISTINCT tenant_id FROM changed) AS tenants;
    ELSE
        PERFORM pg_notify('hookgate_configuration', TG_TABLE_NAME || ' ' || tenant_id || ' ' || id) FROM changed;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION announce_tenant_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('hookgate_configuration', 'tenant ' || tenant_id || ' ' || tenant_id) FROM changed;
    RETURN NULL;
END
$$;

DO $$
DECLARE
    name text;
    announce text;
BEGIN
    FOREACH name IN ARRAY ARRAY['tenant', 'api_key', 'source', 'endpoint', 'subscription'] LOOP
        announce := CASE name WHEN 'tenant' THEN 'announce_tenant_change' ELSE 'announce_change' END;
        EXECUTE format('CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON %I
            FOR EACH ROW EXECUTE FUNCTION stamp_revision()', name);
        EXECUTE format('CREATE TRIGGER announce_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION %I()', name, announce);
        EXECUTE format('CREATE TRIGGER announce_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION %I()', name, announce);
        EXECUTE format('CREATE TRIGGER announce_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION %I()', name, announce);
    END LOOP;
END
$$;
