-- The endpoints that need attention, on the first page of the console.
CREATE INDEX endpoint_health_failing ON endpoint_health (tenant_id, failing_since) WHERE failing_since IS NOT NULL;
