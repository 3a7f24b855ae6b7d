-- What was given up, by why it was: a search that finds little must not go through everything that was ever given up.
CREATE INDEX ended_delivery_failed_by_cause ON ended_delivery (tenant_id, cause, id) WHERE status > 0;
CREATE INDEX ended_delivery_failed_by_status_code ON ended_delivery (tenant_id, last_status_code, id) WHERE status > 0;
