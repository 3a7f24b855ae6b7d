CREATE TABLE application (
    tenant_id  uuid        NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id         uuid        NOT NULL,
    slug       text        NOT NULL,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    revision   bigint      NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, slug)
);

CREATE TABLE member (
    tenant_id      uuid        NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id             uuid        NOT NULL,
    email          text        NOT NULL,
    role           text        NOT NULL,
    application_id uuid,
    -- Who it is, from the first sign-in on.
    provider       text,
    subject        text,
    invited_at     timestamptz NOT NULL,
    bound_at       timestamptz,
    revision       bigint      NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, email),
    FOREIGN KEY (tenant_id, application_id) REFERENCES application,
    CHECK ((role = 'subscriber') = (application_id IS NOT NULL))
);

ALTER TABLE endpoint ADD COLUMN application_id uuid;
ALTER TABLE endpoint ADD FOREIGN KEY (tenant_id, application_id) REFERENCES application;
CREATE INDEX endpoint_by_application ON endpoint (tenant_id, application_id) WHERE application_id IS NOT NULL;

ALTER TABLE api_key ADD COLUMN application_id uuid;
ALTER TABLE api_key ADD COLUMN expires_at timestamptz;
ALTER TABLE api_key ADD FOREIGN KEY (tenant_id, application_id) REFERENCES application;
ALTER TABLE api_key ADD CHECK ((role = 'subscriber') = (application_id IS NOT NULL));

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['application', 'member'] LOOP
        EXECUTE format('CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON %I
            FOR EACH ROW EXECUTE FUNCTION stamp_revision()', name);
        EXECUTE format('CREATE TRIGGER announce_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION announce_change()', name);
        EXECUTE format('CREATE TRIGGER announce_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION announce_change()', name);
        EXECUTE format('CREATE TRIGGER announce_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION announce_change()', name);
    END LOOP;
END
$$;
