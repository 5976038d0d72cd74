-- Who there is, and who is logged in.

CREATE TABLE local_user (
  id          uuid PRIMARY KEY,
  name        text NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9][a-z0-9._@-]{0,62}$'),
  person      uuid NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('person', 'workload', 'agent')),
  password    text NOT NULL CHECK (password LIKE '$argon2id$%'),
  admin       boolean NOT NULL,
  groups      text[] NOT NULL,
  created_at  timestamptz NOT NULL,
  disabled_at timestamptz,
  CHECK (kind <> 'person' OR person = id)
);

-- A name stays with the id it was given to, also when its user is disabled (S09).
CREATE FUNCTION keep_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.id <> OLD.id OR NEW.name <> OLD.name OR NEW.person <> OLD.person
     OR NEW.kind <> OLD.kind OR (OLD.disabled_at IS NOT NULL AND NEW.disabled_at IS NULL) THEN
    RAISE EXCEPTION 'who a user is never changes, and nobody is enabled again: %', OLD.name;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_identity BEFORE UPDATE OR DELETE ON local_user
  FOR EACH ROW EXECUTE FUNCTION keep_identity();

-- Only the SHA-256 of a token is kept: who reads the store cannot log in with it.
CREATE TABLE login_token (
  hash       bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
  user_id    uuid NOT NULL REFERENCES local_user (id),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX login_token_user ON login_token (user_id, created_at);
CREATE INDEX login_token_expiry ON login_token (expires_at);

-- The one-time code that makes the first administrator; at most one, gone when used.
CREATE TABLE first_admin_code (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  hash     bytea NOT NULL CHECK (octet_length(hash) = 32),
  made_at  timestamptz NOT NULL
);
