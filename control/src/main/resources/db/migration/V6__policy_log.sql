-- When which policy set was put in force, by whom, and from where; its files are in policy_version.
CREATE TABLE policy_load (
  number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hash      text NOT NULL REFERENCES policy_version (hash),
  loaded_at timestamptz NOT NULL,
  way       text NOT NULL CHECK (way IN ('folder', 'git', 'push', 'rollback')),
  reference text,
  author    text
);
CREATE TRIGGER policy_load_only_grows BEFORE UPDATE OR DELETE ON policy_load
  FOR EACH ROW EXECUTE FUNCTION never_changes();
CREATE TRIGGER policy_version_only_grows BEFORE UPDATE OR DELETE ON policy_version
  FOR EACH ROW EXECUTE FUNCTION never_changes();

-- What older servers had in force.
INSERT INTO policy_load (hash, loaded_at, way)
  SELECT hash, first_loaded_at, 'folder' FROM policy_version ORDER BY first_loaded_at;
