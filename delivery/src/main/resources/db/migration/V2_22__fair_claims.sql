-- Finds the endpoints with overdue deliveries without looking at the deliveries of each.
CREATE INDEX open_delivery_due_by_endpoint ON open_delivery (tenant_id, endpoint_id, due_at) WHERE state = 0;
