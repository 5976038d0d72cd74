-- Who made an account, and who knows its password besides its owner (S10). An account whose password
-- somebody else gave is held until its owner gave it one of their own.
ALTER TABLE local_user
  ADD COLUMN added_by    uuid REFERENCES local_user (id),
  ADD COLUMN password_by uuid REFERENCES local_user (id),
  ADD COLUMN held        boolean NOT NULL DEFAULT false,
  ADD CHECK (NOT held OR password_by IS NOT NULL);

CREATE OR REPLACE FUNCTION keep_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.id <> OLD.id OR NEW.name <> OLD.name OR NEW.person <> OLD.person
     OR NEW.kind <> OLD.kind OR NEW.added_by IS DISTINCT FROM OLD.added_by
     OR (OLD.disabled_at IS NOT NULL AND NEW.disabled_at IS NULL) THEN
    RAISE EXCEPTION 'who a user is never changes, and nobody is enabled again: %', OLD.name;
  END IF;
  RETURN NEW;
END $$;
