-- Who looks for something rare must not go through everything that has ever been done.
CREATE INDEX audit_entry_by_actor ON audit_entry (tenant_id, actor, id);
CREATE INDEX audit_entry_by_action ON audit_entry (tenant_id, action, id);
CREATE INDEX audit_entry_by_object_type ON audit_entry (tenant_id, object_type, id);
