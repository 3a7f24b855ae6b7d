-- How much has passed through, by tenant, minute and measure; what the measures are is known to io.hookgate.delivery.traffic.
CREATE TABLE traffic (
    tenant_id uuid        NOT NULL,
    minute    timestamptz NOT NULL,
    measure   smallint    NOT NULL,
    count     bigint      NOT NULL,
    PRIMARY KEY (tenant_id, minute, measure)
) WITH (fillfactor = 70);

CREATE INDEX traffic_by_age ON traffic (minute);
