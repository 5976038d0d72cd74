-- A live grant may be extended. What the kernel guarantees of that is guaranteed here once more: only
-- while the grant is active and not over, one extension at a time, each no longer and all no more
-- often than what was approved says, and nothing else of the request changes with it (S02, S08).
INSERT INTO legal_transition (from_state, to_state) VALUES ('active', 'active');

CREATE FUNCTION extensions_of(snapshot jsonb) RETURNS int LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_array_length(snapshot #> '{grant,extensions}'), 0)
$$;

CREATE FUNCTION extension_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  rule jsonb := OLD.snapshot #> '{request,terms,limits,extension}';
  used int := extensions_of(OLD.snapshot);
BEGIN
  IF NEW.snapshot -> 'request' IS DISTINCT FROM OLD.snapshot -> 'request' THEN
    RAISE EXCEPTION 'an extension of R-% changes nothing that was approved', NEW.number;
  END IF;
  IF NEW.changed_at >= OLD.granted_until THEN
    RAISE EXCEPTION 'R-% is over and cannot be extended', NEW.number;
  END IF;
  IF rule IS NULL OR extensions_of(NEW.snapshot) <> used + 1 OR used >= (rule ->> 'times')::int THEN
    RAISE EXCEPTION 'R-% may not be extended', NEW.number;
  END IF;
  IF NEW.granted_until IS NULL OR NEW.granted_until <= OLD.granted_until
      OR NEW.granted_until > OLD.granted_until + (rule ->> 'by')::interval THEN
    RAISE EXCEPTION 'R-% may not be extended from % to %', NEW.number, OLD.granted_until,
      NEW.granted_until;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER extension_guard BEFORE UPDATE ON elevation FOR EACH ROW
  WHEN (OLD.state = 'active' AND NEW.state = 'active')
  EXECUTE FUNCTION extension_guard();

CREATE OR REPLACE FUNCTION elevation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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
    -- The one absolute expiry is fixed once (S02); what an extension may do is guarded on its own.
    IF OLD.granted_until IS NOT NULL AND OLD.granted_until IS DISTINCT FROM NEW.granted_until
        AND NEW.granted_until IS NOT NULL
        AND NOT (OLD.state = 'active' AND NEW.state = 'active') THEN
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
