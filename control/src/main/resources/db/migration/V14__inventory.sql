-- The file of registered targets as it was in force last, so that a server can begin with it while
-- the one on the disk is broken. What was changed, and when, is in the audit log. The name is empty
-- when there was no file.
CREATE TABLE inventory (
  one       boolean PRIMARY KEY DEFAULT true CHECK (one),
  name      text NOT NULL,
  text      text NOT NULL,
  loaded_at timestamptz NOT NULL
);
