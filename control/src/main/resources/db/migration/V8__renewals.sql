-- What was told of fresh logins: which of them have no outcome is asked at each start.
CREATE INDEX audit_entry_renewals ON audit_entry (index)
  WHERE type IN ('intent', 'outcome') AND body LIKE '%"effect":"renew_login"%';
