-- How late it was when it was last looked, so that no later run's clock starts earlier.
CREATE TABLE clock_mark (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  latest   timestamptz NOT NULL
);
INSERT INTO clock_mark (latest) VALUES ('epoch');
-- The latest entry's time is asked for at each start.
CREATE INDEX audit_entry_happened_at ON audit_entry (happened_at);
