-- Who was on call when somebody decided on a change of policy, as far as owners of its files are those on
-- call: on what a yes or no counted, and on what everyone's standing was looked at again with the last yes.
CREATE TABLE policy_sighting (
  change  bigint NOT NULL REFERENCES policy_change (number),
  version bigint NOT NULL,
  seen    jsonb NOT NULL,
  PRIMARY KEY (change, version)
);
CREATE TRIGGER policy_sighting_only_grows BEFORE UPDATE OR DELETE ON policy_sighting
  FOR EACH ROW EXECUTE FUNCTION never_changes();
