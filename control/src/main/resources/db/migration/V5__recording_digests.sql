-- The digest of a session's recording is looked up in the audit log, by session.
CREATE INDEX audit_entry_session_ended ON audit_entry (((body::jsonb) ->> 'session'))
  WHERE type = 'session.ended';
