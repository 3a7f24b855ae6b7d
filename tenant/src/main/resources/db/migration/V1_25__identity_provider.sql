-- A tenant's own identity provider, which speaks for this tenant and no other.
CREATE TABLE identity_provider (
    tenant_id         uuid        NOT NULL UNIQUE REFERENCES tenant ON DELETE CASCADE,
    -- Another one for another issuer: people are bound to it by the names that the issuer gives them.
    id                uuid        NOT NULL,
    issuer            text        NOT NULL,
    client_id         text        NOT NULL,
    client_secret     bytea,
    audience          text,
    scopes            text        NOT NULL,
    email_domains     text        NOT NULL,
    roles_claim       text,
    application_claim text,
    role_names        text        NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    revision          bigint      NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

-- The issuer that a token names decides whose token it is.
CREATE UNIQUE INDEX identity_provider_by_issuer ON identity_provider (rtrim(issuer, '/'));

CREATE TABLE email_domain (
    domain      text PRIMARY KEY,
    tenant_id   uuid NOT NULL,
    provider_id uuid NOT NULL,
    FOREIGN KEY (tenant_id, provider_id) REFERENCES identity_provider ON DELETE CASCADE
);

CREATE INDEX email_domain_by_provider ON email_domain (tenant_id, provider_id);

CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON identity_provider
    FOR EACH ROW EXECUTE FUNCTION stamp_revision();
CREATE TRIGGER announce_insert AFTER INSERT ON identity_provider REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION announce_change();
CREATE TRIGGER announce_update AFTER UPDATE ON identity_provider REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION announce_change();
CREATE TRIGGER announce_delete AFTER DELETE ON identity_provider REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION announce_change();
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON identity_provider
    FOR EACH ROW EXECUTE FUNCTION audit_change();
