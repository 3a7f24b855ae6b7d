-- How much a tenant may have; null for the platform's default.
ALTER TABLE tenant
    ADD COLUMN quota_sources        bigint CHECK (quota_sources >= 0),
    ADD COLUMN quota_endpoints      bigint CHECK (quota_endpoints >= 0),
    ADD COLUMN quota_subscriptions  bigint CHECK (quota_subscriptions >= 0),
    ADD COLUMN quota_events_per_day bigint CHECK (quota_events_per_day >= 0),
    ADD COLUMN quota_payload_bytes  bigint CHECK (quota_payload_bytes >= 1);

-- Events that all nodes together have accepted on a day (UTC). No reference to tenant: counts may come late.
CREATE TABLE event_use (
    tenant_id uuid   NOT NULL,
    day       date   NOT NULL,
    events    bigint NOT NULL,
    PRIMARY KEY (tenant_id, day)
);

CREATE INDEX event_use_by_day ON event_use (day);
