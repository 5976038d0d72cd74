-- Changes of the policy that go through the server. As with elevations, what the lifecycle guarantees
-- is guaranteed here once more.
CREATE TABLE policy_change (
  number      bigint PRIMARY KEY,
  version     bigint NOT NULL,
  state       text NOT NULL CHECK (state IN ('pending', 'agreed', 'applied', 'dropped')),
  author      uuid NOT NULL,
  base        text NOT NULL REFERENCES policy_version (hash),
  proposed    text NOT NULL CHECK (proposed <> base),
  files       jsonb NOT NULL,
  snapshot    jsonb NOT NULL,
  proposed_at timestamptz NOT NULL,
  changed_at  timestamptz NOT NULL
);
CREATE INDEX policy_change_open ON policy_change (number) WHERE state IN ('pending', 'agreed');

-- A person has one voice for one change, and never the one who made it (S10, S11).
CREATE TABLE policy_consent (
  change   bigint NOT NULL REFERENCES policy_change (number),
  shown    text NOT NULL,
  person   uuid NOT NULL,
  subject  uuid NOT NULL,
  given_at timestamptz NOT NULL,
  PRIMARY KEY (change, person)
);
CREATE TRIGGER policy_consent_only_grows BEFORE UPDATE OR DELETE ON policy_consent
  FOR EACH ROW EXECUTE FUNCTION never_changes();

CREATE FUNCTION policy_change_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'change R-% of the policy is never deleted', OLD.number;
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.version <> 1 OR NEW.state <> 'pending' THEN
      RAISE EXCEPTION 'change R-% of the policy begins pending', NEW.number;
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.number, NEW.author, NEW.base, NEW.proposed, NEW.files, NEW.proposed_at)
      IS DISTINCT FROM
     (OLD.number, OLD.author, OLD.base, OLD.proposed, OLD.files, OLD.proposed_at)
     OR NEW.snapshot -> 'proposal' IS DISTINCT FROM OLD.snapshot -> 'proposal' THEN
    RAISE EXCEPTION 'what was proposed in R-% never changes', OLD.number;
  END IF;
  IF NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION 'R-% went from version % to %', OLD.number, OLD.version, NEW.version;
  END IF;
  IF (OLD.state, NEW.state) NOT IN
     (('pending', 'pending'), ('pending', 'agreed'), ('pending', 'dropped'), ('agreed', 'applied'))
  THEN
    RAISE EXCEPTION 'R-% cannot go from % to %', OLD.number, OLD.state, NEW.state;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_change_guard BEFORE INSERT OR UPDATE OR DELETE ON policy_change
  FOR EACH ROW EXECUTE FUNCTION policy_change_guard();

CREATE FUNCTION policy_consent_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM policy_change
              WHERE number = NEW.change
                AND snapshot -> 'proposal' -> 'author' ->> 'person' = NEW.person::text) THEN
    RAISE EXCEPTION 'nobody agrees to their own change of policy: R-%', NEW.change;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_consent_guard BEFORE INSERT ON policy_consent
  FOR EACH ROW EXECUTE FUNCTION policy_consent_guard();
