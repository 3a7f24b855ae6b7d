-- Sessions of the console. The cookie holds a random name; here is only its hash.
CREATE TABLE console_session (
    name_hash   bytea       PRIMARY KEY,
    provider    text        NOT NULL,
    -- The provider's name of the session, by which it ends it (OpenID Connect Back-Channel Logout).
    provider_session text,
    subject     text        NOT NULL,
    -- ID, access and refresh token, encrypted.
    tokens      bytea       NOT NULL,
    expires_at  timestamptz NOT NULL
);

CREATE INDEX console_session_by_subject ON console_session (provider, subject);
CREATE INDEX console_session_by_expiry ON console_session (expires_at);
