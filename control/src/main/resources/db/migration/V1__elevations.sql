-- The store of elevations. What the kernel's lifecycle guarantees is guaranteed here once more, so
-- that neither a bug nor a hand at the console moves an elevation where it may not go.

-- Targets and roles by immutable id (S09): a name has at most one definition that is in force.
CREATE TABLE registered_target (
  id            uuid PRIMARY KEY,
  name          text NOT NULL,
  definition    jsonb NOT NULL,
  registered_at timestamptz NOT NULL,
  retired_at    timestamptz
);
CREATE UNIQUE INDEX registered_target_name ON registered_target (name) WHERE retired_at IS NULL;

CREATE TABLE registered_role (
  id            uuid PRIMARY KEY,
  target        text NOT NULL,
  name          text NOT NULL,
  definition    jsonb NOT NULL,
  registered_at timestamptz NOT NULL,
  retired_at    timestamptz
);
CREATE UNIQUE INDEX registered_role_name ON registered_role (target, name)
  WHERE retired_at IS NULL;

-- Every policy set that was ever in force, so that any decision can be made again.
CREATE TABLE policy_version (
  hash            text PRIMARY KEY,
  files           jsonb NOT NULL,
  first_loaded_at timestamptz NOT NULL
);

CREATE SEQUENCE request_number;
CREATE SEQUENCE decision_number;
CREATE SEQUENCE session_number;

CREATE TABLE legal_transition (
  from_state text NOT NULL,
  to_state   text NOT NULL,
  PRIMARY KEY (from_state, to_state)
);
INSERT INTO legal_transition (from_state, to_state) VALUES
  ('new', 'pending'), ('new', 'approved'),
  ('pending', 'pending'), ('pending', 'approved'), ('pending', 'denied'),
  ('pending', 'withdrawn'), ('pending', 'lapsed'),
  ('approved', 'provisioning'), ('approved', 'withdrawn'), ('approved', 'failed'),
  ('provisioning', 'active'), ('provisioning', 'revoking'),
  ('active', 'revoking'),
  ('revoking', 'revoking'), ('revoking', 'ended');

CREATE TABLE elevation (
  number       bigint PRIMARY KEY,
  version      bigint NOT NULL,
  state        text NOT NULL,
  requester    uuid NOT NULL,
  target_name  text NOT NULL,
  target_id    uuid NOT NULL REFERENCES registered_target (id),
  role_name    text NOT NULL,
  role_id      uuid NOT NULL REFERENCES registered_role (id),
  granted_until timestamptz,
  wakes_at     timestamptz,
  live         boolean NOT NULL,
  snapshot     jsonb NOT NULL,
  requested_at timestamptz NOT NULL,
  changed_at   timestamptz NOT NULL
);
CREATE INDEX elevation_wakes ON elevation (wakes_at) WHERE wakes_at IS NOT NULL;
CREATE INDEX elevation_live ON elevation (number) WHERE live;
CREATE INDEX elevation_live_requester ON elevation (requester) WHERE live;
CREATE INDEX elevation_requester ON elevation (requester, number);

CREATE FUNCTION elevation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before text := 'new';
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'elevation R-% is never deleted', OLD.number;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    before := OLD.state;
    IF (NEW.number, NEW.requester, NEW.target_id, NEW.role_id, NEW.requested_at)
        IS DISTINCT FROM
       (OLD.number, OLD.requester, OLD.target_id, OLD.role_id, OLD.requested_at) THEN
      RAISE EXCEPTION 'what was asked in R-% never changes', OLD.number;
    END IF;
    IF NEW.version <> OLD.version + 1 THEN
      RAISE EXCEPTION 'R-% went from version % to %', OLD.number, OLD.version, NEW.version;
    END IF;
    -- The one absolute expiry is fixed once (S02).
    IF OLD.granted_until IS NOT NULL AND OLD.granted_until IS DISTINCT FROM NEW.granted_until
        AND NEW.granted_until IS NOT NULL THEN
      RAISE EXCEPTION 'the expiry of R-% never moves', OLD.number;
    END IF;
  ELSIF NEW.version <> 1 THEN
    RAISE EXCEPTION 'R-% begins at version 1', NEW.number;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM legal_transition
                  WHERE from_state = before AND to_state = NEW.state) THEN
    RAISE EXCEPTION 'R-% cannot go from % to %', NEW.number, before, NEW.state;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER elevation_guard BEFORE INSERT OR UPDATE OR DELETE ON elevation
  FOR EACH ROW EXECUTE FUNCTION elevation_guard();

-- A person has one voice for one thing that was shown (S11, S12).
CREATE TABLE approval (
  elevation bigint NOT NULL REFERENCES elevation (number),
  shown     text NOT NULL,
  person    uuid NOT NULL,
  subject   uuid NOT NULL,
  stage     int NOT NULL,
  given_at  timestamptz NOT NULL,
  PRIMARY KEY (elevation, shown, person)
);

CREATE TABLE idempotency (
  requester uuid NOT NULL,
  key       text NOT NULL,
  asked     text NOT NULL,
  elevation bigint NOT NULL REFERENCES elevation (number),
  PRIMARY KEY (requester, key)
);

CREATE TABLE decision (
  number     bigint PRIMARY KEY,
  elevation  bigint,
  facts      jsonb NOT NULL,
  decision   jsonb NOT NULL,
  policy     text NOT NULL,
  decided_at timestamptz NOT NULL
);
CREATE INDEX decision_elevation ON decision (elevation);

CREATE TABLE outbox (
  number       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  elevation    bigint NOT NULL REFERENCES elevation (number),
  target_name  text NOT NULL,
  effect       text NOT NULL,
  attempt      int NOT NULL DEFAULT 0,
  enqueued_at  timestamptz NOT NULL,
  due_at       timestamptz NOT NULL,
  owner        text,
  leased_until timestamptz,
  alarmed_at   timestamptz
);
CREATE INDEX outbox_due ON outbox (due_at, number);
CREATE INDEX outbox_elevation ON outbox (elevation, number);

-- Entries are numbered without gaps: the number is taken under this row's lock, and the lock is held
-- until the commit, so the order of numbers is the order of commits.
CREATE TABLE audit_head (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  next     bigint NOT NULL
);
INSERT INTO audit_head (next) VALUES (0);

CREATE TABLE audit_entry (
  index       bigint PRIMARY KEY,
  type        text NOT NULL,
  happened_at timestamptz NOT NULL,
  body        text NOT NULL
);

CREATE FUNCTION never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% only grows', TG_TABLE_NAME;
END $$;
CREATE TRIGGER audit_entry_only_grows BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION never_changes();
CREATE TRIGGER decision_only_grows BEFORE UPDATE OR DELETE ON decision
  FOR EACH ROW EXECUTE FUNCTION never_changes();
CREATE TRIGGER approval_only_grows BEFORE UPDATE OR DELETE ON approval
  FOR EACH ROW EXECUTE FUNCTION never_changes();

-- Tokens are kept as SHA-256 only.
CREATE TABLE access_token (
  hash       text PRIMARY KEY,
  elevation  bigint NOT NULL REFERENCES elevation (number),
  subject    uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE INDEX access_token_elevation ON access_token (elevation);
CREATE INDEX access_token_expires ON access_token (expires_at);

CREATE TABLE session (
  number       bigint PRIMARY KEY,
  elevation    bigint NOT NULL REFERENCES elevation (number),
  subject      uuid NOT NULL,
  subject_name text NOT NULL,
  target_name  text NOT NULL,
  role_name    text NOT NULL,
  client       text NOT NULL,
  came_from    text NOT NULL,
  node         text NOT NULL,
  begun_at     timestamptz NOT NULL,
  ended_at     timestamptz,
  why          text,
  statements   bigint,
  bytes_in     bigint,
  bytes_out    bigint,
  recording    text
);
CREATE INDEX session_open ON session (node) WHERE ended_at IS NULL;
CREATE INDEX session_elevation ON session (elevation);
CREATE INDEX session_subject ON session (subject, number);
